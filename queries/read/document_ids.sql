-- The ids of all documents, sorted.
-- out: id, nr
SELECT id, nr FROM document ORDER BY id;
