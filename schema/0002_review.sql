-- What people said of claims. Only ever added to: the review that counts is the last by `at`. A review hangs on words, not
-- on rows, so it outlives new versions of its document, reindex and rebuild; where its words are now is found when read.

CREATE TABLE review (
  nr INTEGER PRIMARY KEY,
  claim TEXT NOT NULL,
  document TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('submitted', 'under_review', 'approved', 'rejected')),
  reviewer TEXT NOT NULL,
  reviewed_at TEXT NOT NULL,
  note TEXT NOT NULL,
  quote TEXT NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  words TEXT NOT NULL,
  before TEXT NOT NULL,
  after TEXT NOT NULL,
  copies INTEGER NOT NULL,
  checksum INTEGER NOT NULL,
  UNIQUE (document, claim, reviewed_at, reviewer, status, note)
) STRICT;
CREATE INDEX review_claim ON review (claim);

PRAGMA user_version = 2;
