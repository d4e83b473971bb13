-- Documents of each reader version.
-- out: reader, count
SELECT reader, count(*) AS count FROM document GROUP BY reader;
