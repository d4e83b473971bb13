-- The mark of a source that is stored to its end.
-- in: name
-- out: sha256, versions, file_bytes, changed_ns
SELECT sha256, versions, file_bytes, changed_ns FROM source WHERE name = :name;
