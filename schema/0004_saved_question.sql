-- Questions that people ask again and again, and what the answer was, so that it can be said which answers changed.

CREATE TABLE saved_question (
  name TEXT PRIMARY KEY,
  question TEXT NOT NULL,
  saved_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What the answer rested on after a run, whenever it was asked.
CREATE TABLE saved_answer (
  name TEXT NOT NULL REFERENCES saved_question (name),
  run INTEGER NOT NULL,
  answered_at TEXT NOT NULL,
  answer TEXT NOT NULL,
  PRIMARY KEY (name, run)
) STRICT, WITHOUT ROWID;

PRAGMA user_version = 4;
