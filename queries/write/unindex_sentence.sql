-- Takes a range of sentences out of the full-text index; before their text is deleted, because FTS5 reads it.
-- in: first, last
INSERT INTO sentence_index (sentence_index, rowid, text)
SELECT 'delete', id, text FROM sentence_text WHERE id BETWEEN :first AND :last;
