-- The row of a document.
-- in: id
-- out: nr
SELECT nr FROM document WHERE id = :id;
