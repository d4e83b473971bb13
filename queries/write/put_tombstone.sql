-- Remembers that a document was taken out.
-- in: id, removed_at
INSERT INTO tombstone (id, removed_at) VALUES (:id, :removed_at)
ON CONFLICT (id) DO UPDATE SET removed_at = excluded.removed_at;
