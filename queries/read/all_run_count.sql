-- Every row of run_count, as `rebuild` copies it.
-- out: run, kind, name, count
SELECT
  run, kind, name, count
FROM run_count;
