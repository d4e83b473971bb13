-- Remembers which document an id has become.
-- in: id, document
INSERT INTO former_id (id, document) VALUES (:id, :document)
ON CONFLICT (id) DO UPDATE SET document = excluded.document;
