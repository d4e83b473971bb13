-- Takes over a row of tombstone from another store.
-- in: id, removed_at, source
INSERT INTO tombstone (id, removed_at, source) VALUES (:id, :removed_at, :source);
