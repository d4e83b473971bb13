-- What the reader left out, in order.
-- in: document
-- out: what, count
SELECT what, count FROM skipped WHERE document = :document ORDER BY ordinal;
