-- Takes over a row of run from another store.
-- in: nr, command, started, finished, version, inputs, interrupted, created, updated, unchanged,
--   withdrawn, skipped, failed, claims, source_bytes, seconds
INSERT INTO run (
  nr, command, started, finished, version, inputs, interrupted, created, updated, unchanged, withdrawn,
  skipped, failed, claims, source_bytes, seconds)
VALUES (
  :nr, :command, :started, :finished, :version, :inputs, :interrupted, :created, :updated, :unchanged,
  :withdrawn, :skipped, :failed, :claims, :source_bytes, :seconds);
