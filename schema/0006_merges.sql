-- FTS5 never merges segments on its own, for that may take any time: Store::maintain() merges in bounded steps after commits,
-- eight segments of one level at once.
INSERT INTO sentence_index (sentence_index, rank) VALUES ('automerge', 0), ('crisismerge', 1999), ('usermerge', 8);
INSERT INTO rest_index (rest_index, rank) VALUES ('automerge', 0), ('crisismerge', 1999), ('usermerge', 8);

PRAGMA user_version = 6;
