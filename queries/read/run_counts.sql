-- The counts of a run.
-- in: run
-- out: kind, name, count
SELECT kind, name, count FROM run_count WHERE run = :run ORDER BY kind, name;
