-- Documents of each kind.
-- out: kind, count
SELECT kind, count(*) AS count FROM document GROUP BY kind;
