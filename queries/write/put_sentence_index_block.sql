-- Writes a block of the full-text index (format: fts5_index.c of SQLite).
-- in: id, block
REPLACE INTO sentence_index_data (id, block) VALUES (:id, :block);
