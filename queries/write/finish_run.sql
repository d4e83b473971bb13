-- Closes the record of a run.
-- in: finished, interrupted, created, updated, unchanged, withdrawn, skipped, failed, claims,
--   source_bytes, seconds, nr
UPDATE run SET
  finished = :finished, interrupted = :interrupted, created = :created, updated = :updated, unchanged = :unchanged,
  withdrawn = :withdrawn, skipped = :skipped, failed = :failed, claims = :claims, source_bytes = :source_bytes,
  seconds = :seconds
WHERE nr = :nr;
