-- Takes a range of sentences out of the full-text index; before their text is deleted, because FTS5 reads it.
-- in: first, last
INSERT INTO rest_index (rest_index, rowid, text)
SELECT 'delete', id, text FROM rest_text WHERE id BETWEEN :first AND :last;
