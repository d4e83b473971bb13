-- Forgets a removal: the document is back.
-- in: id
DELETE FROM tombstone WHERE id = :id;
