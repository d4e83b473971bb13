-- Keeps the count of what there is to search.
-- in: documents, passages, claims
UPDATE extent SET documents = documents + :documents, passages = passages + :passages, claims = claims + :claims;
