-- Opens the record of a run.
-- in: nr, command, started, version, inputs
INSERT INTO run (
  nr, command, started, finished, version, inputs, interrupted, created, updated, unchanged, withdrawn, skipped,
  failed, claims, source_bytes, seconds)
VALUES (:nr, :command, :started, '', :version, :inputs, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0.0);
