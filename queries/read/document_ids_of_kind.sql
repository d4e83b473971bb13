-- The ids of all documents of a kind, sorted.
-- in: kind
-- out: id
SELECT id FROM document WHERE kind = :kind ORDER BY id;
