-- Older versions of a document, the oldest first.
-- in: document
-- out: run, source, sha256, title, text_sha256
SELECT run, source, sha256, title, text_sha256 FROM past_version WHERE document = :document ORDER BY nr;
