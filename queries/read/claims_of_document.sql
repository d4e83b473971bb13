-- The claims of a document in order.
-- in: document
-- out: nr
SELECT nr FROM claim WHERE document = :document ORDER BY ordinal;
