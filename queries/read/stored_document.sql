-- What decides whether a document must be stored again.
-- in: id
-- out: nr, source, sha256, reader, versions, full_text, text_bytes, text_sha256, first_sentence, sentences
SELECT nr, source, sha256, reader, versions, full_text, text_bytes, text_sha256, first_sentence, sentences
FROM document WHERE id = :id;
