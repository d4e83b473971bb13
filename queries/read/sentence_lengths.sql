-- Sizes of the indexed sentences, in FTS5 varints.
-- out: sentence, size
SELECT id AS sentence, sz AS size FROM sentence_index_docsize ORDER BY id;
