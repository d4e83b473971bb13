-- Indexes the stored sentences from this one on, the slow way.
-- in: first
INSERT INTO sentence_index (rowid, text) SELECT id, text FROM sentence_text WHERE id >= :first ORDER BY id;
