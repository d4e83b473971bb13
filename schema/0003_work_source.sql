-- The sources of works that have several: PubMed's record beside the full text, a page beside both. A work with one source
-- has no rows here.

-- ordinal 0 gives the document's text; its `packed` holds its own metadata only (the document's are completed from all).
CREATE TABLE work_source (
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  source TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  reader TEXT NOT NULL,
  versions TEXT NOT NULL,
  packed BLOB NOT NULL,
  checksum INTEGER NOT NULL,
  PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_source_id ON work_source (id);

CREATE INDEX document_nct ON document (nct) WHERE nct <> '';
-- Works without identifiers, by the source they came from: new bytes of that source are their new version.
CREATE INDEX document_unnamed ON document (source) WHERE id >= 'sha256:' AND id < 'sha256;';

-- Ids that documents had before: their sources changed, or were found to be one work with others.
CREATE TABLE former_id (
  id TEXT PRIMARY KEY,
  document TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX former_id_document ON former_id (document);

PRAGMA user_version = 3;
