-- The source that withdrew a document.
-- in: id
-- out: source
SELECT source FROM tombstone WHERE id = :id;
