-- Every row of past_version, as `rebuild` copies it.
-- out: nr, document, run, source, sha256, title, text_sha256, text
SELECT nr, document, run, source, sha256, title, text_sha256, text FROM past_version;
