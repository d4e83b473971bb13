-- A block of the full-text index (format: fts5_index.c of SQLite).
-- in: id
-- out: block
SELECT block FROM sentence_index_data WHERE id = :id;
