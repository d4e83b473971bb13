-- Indexes the stored sentences of reference lists and boilerplate from this one on, the slow way.
-- in: first
INSERT INTO rest_index (rowid, text) SELECT id, text FROM rest_text WHERE id >= :first ORDER BY id;
