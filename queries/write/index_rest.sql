-- Indexes a sentence of a reference list or of boilerplate.
-- in: id, text
INSERT INTO rest_index (rowid, text) VALUES (:id, :text);
