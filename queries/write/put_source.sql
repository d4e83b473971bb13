-- Marks a source as stored to its end.
-- in: name, sha256, versions, file_bytes, changed_ns
INSERT INTO source (name, sha256, versions, file_bytes, changed_ns)
VALUES (:name, :sha256, :versions, :file_bytes, :changed_ns)
ON CONFLICT (name) DO UPDATE SET
  sha256 = excluded.sha256, versions = excluded.versions, file_bytes = excluded.file_bytes,
  changed_ns = excluded.changed_ns;
