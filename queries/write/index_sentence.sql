-- Indexes a sentence for ranked search.
-- in: id, text
INSERT INTO sentence_index (rowid, text) VALUES (:id, :text);
