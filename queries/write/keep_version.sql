-- Keeps a stored document as an older version, before a new one takes its place.
-- in: document, run, nr
INSERT INTO past_version (document, run, source, sha256, title, text_sha256, text)
SELECT
  :document, :run, source, sha256, title, text_sha256,
  (SELECT group_concat(text, char(10)) || char(10) FROM (SELECT text FROM passage WHERE document = :nr ORDER BY id))
FROM document WHERE nr = :nr;
