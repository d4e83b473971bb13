-- Compares the full-text index with the text it indexes (FTS5 integrity-check, rank = 1); needs a connection that may write.
INSERT INTO rest_index (rest_index, rank) VALUES ('integrity-check', 1);
