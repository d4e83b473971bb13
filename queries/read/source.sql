-- The mark of a source that is stored to its end.
-- in: name
-- out: sha256, versions
SELECT sha256, versions FROM source WHERE name = :name;
