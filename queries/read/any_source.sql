-- Whether any source is stored to its end.
-- out: name
SELECT name FROM source LIMIT 1;
