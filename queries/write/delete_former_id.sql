-- An id is a document's own again.
-- in: id
DELETE FROM former_id WHERE id = :id;
