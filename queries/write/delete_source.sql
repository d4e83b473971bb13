-- Forgets that a source is stored.
-- in: name
DELETE FROM source WHERE name = :name;
