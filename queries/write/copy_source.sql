-- Takes over a row of source from another store.
-- in: name, sha256, versions, file_bytes, changed_ns
INSERT INTO source (
  name, sha256, versions, file_bytes, changed_ns)
VALUES (
  :name, :sha256, :versions, :file_bytes, :changed_ns);
