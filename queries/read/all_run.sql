-- Every row of run, as `rebuild` copies it.
-- out: nr, command, started, finished, version, inputs, interrupted, created, updated, unchanged,
--   withdrawn, skipped, failed, claims, source_bytes, seconds
SELECT
  nr, command, started, finished, version, inputs, interrupted, created, updated, unchanged, withdrawn,
  skipped, failed, claims, source_bytes, seconds
FROM run;
