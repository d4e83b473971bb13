-- Deletes the citations of the claims of a document.
-- in: document
DELETE FROM claim_citation WHERE claim IN (SELECT nr FROM claim WHERE document = :document);
