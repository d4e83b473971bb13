-- Marks a source as stored to its end.
-- in: name, sha256, versions
INSERT INTO source (name, sha256, versions) VALUES (:name, :sha256, :versions)
ON CONFLICT (name) DO UPDATE SET sha256 = excluded.sha256, versions = excluded.versions;
