-- The claims of a document and where they stand.
-- in: document
-- out: id, span_start
SELECT id, span_start FROM claim WHERE document = :document ORDER BY ordinal;
