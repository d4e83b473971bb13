-- Takes over a row of past_version from another store.
-- in: nr, document, run, source, sha256, title, text_sha256, text
INSERT INTO past_version (nr, document, run, source, sha256, title, text_sha256, text)
VALUES (:nr, :document, :run, :source, :sha256, :title, :text_sha256, :text);
