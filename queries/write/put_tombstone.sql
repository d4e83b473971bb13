-- Remembers that a document was taken out.
-- in: id, removed_at, source
INSERT INTO tombstone (id, removed_at, source) VALUES (:id, :removed_at, :source)
ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at, source = excluded.source;
