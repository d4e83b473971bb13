-- Stores one source of a work that has several.
-- in: document, ordinal, id, source, media_type, sha256, reader, versions, packed, checksum
INSERT INTO work_source (document, ordinal, id, source, media_type, sha256, reader, versions, packed, checksum)
VALUES (:document, :ordinal, :id, :source, :media_type, :sha256, :reader, :versions, :packed, :checksum);
