-- Every row of source, as `rebuild` copies it.
-- out: name, sha256, versions, file_bytes, changed_ns
SELECT
  name, sha256, versions, file_bytes, changed_ns
FROM source;
