-- How much there is to search, said with every answer: counting it anew would read a part of the store for each question.
CREATE TABLE extent (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  documents INTEGER NOT NULL,
  passages INTEGER NOT NULL,
  claims INTEGER NOT NULL
) STRICT;
INSERT INTO extent
SELECT 1, (SELECT count(*) FROM document), (SELECT count(*) FROM passage), (SELECT count(*) FROM claim);

PRAGMA user_version = 7;
