-- One bounded step of merging the segments of the full-text index.
-- in: pages
INSERT INTO sentence_index (sentence_index, rank) VALUES ('merge', :pages);
