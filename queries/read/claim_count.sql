-- How many claims a document has.
-- in: document
-- out: claims
SELECT count(*) AS claims FROM claim WHERE document = :document;
