-- What decides whether a document must be stored again.
-- in: id
-- out: nr, source, sha256, reader, versions, full_text, text_bytes, text_sha256, first_sentence, sentences,
--   checksum
SELECT
  nr, source, sha256, reader, versions, full_text, text_bytes, text_sha256, first_sentence, sentences, checksum
FROM document WHERE id = :id;
