-- Older versions of documents, kept when a new one takes their place.
CREATE TABLE past_version (
  nr INTEGER PRIMARY KEY,
  document TEXT NOT NULL,
  run INTEGER NOT NULL,
  source TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  title TEXT NOT NULL,
  text_sha256 TEXT NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX past_version_document ON past_version (document);

CREATE INDEX claim_change_claim ON claim_change (claim);

PRAGMA user_version = 5;
