-- How much there is to search.
-- out: documents, passages, claims
SELECT documents, passages, claims FROM extent;
