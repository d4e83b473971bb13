-- Writes a block of the index of references and boilerplate (format: fts5_index.c of SQLite).
-- in: id, block
REPLACE INTO rest_index_data (id, block) VALUES (:id, :block);
