-- When a document was taken out, and the source that withdrew it.
-- in: id
-- out: removed_at, source
SELECT removed_at, source FROM tombstone WHERE id = :id;
