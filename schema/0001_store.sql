-- The first schema: documents, their text by passage, sentences, claims, references and the full-text index.
-- schema/README.md is the data dictionary. Text that is absent is '', a number that is absent is NULL (0 for years and
-- sample sizes, as in the model). Row numbers (nr, passage.id, sentence.id, claim.nr, reference.nr) are private.

CREATE TABLE document (
  nr INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  source TEXT NOT NULL,
  media_type TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  source_bytes INTEGER NOT NULL,
  reader TEXT NOT NULL,
  versions TEXT NOT NULL,
  pmcid TEXT NOT NULL,
  pmid TEXT NOT NULL,
  doi TEXT NOT NULL,
  nct TEXT NOT NULL,
  title TEXT NOT NULL,
  year INTEGER NOT NULL,
  journal TEXT NOT NULL,
  authors TEXT NOT NULL,
  kind TEXT NOT NULL,
  language TEXT NOT NULL,
  license TEXT NOT NULL,
  study_design TEXT NOT NULL,
  sample_size INTEGER NOT NULL,
  review_status TEXT NOT NULL,
  updated TEXT NOT NULL,
  retraction TEXT NOT NULL,
  publication_types TEXT NOT NULL,
  keywords TEXT NOT NULL,
  mesh TEXT NOT NULL,
  full_text INTEGER NOT NULL CHECK (full_text IN (0, 1)),
  title_key INTEGER,
  author_key TEXT NOT NULL,
  text_bytes INTEGER NOT NULL,
  text_sha256 TEXT NOT NULL,
  first_passage INTEGER NOT NULL,
  passages INTEGER NOT NULL,
  first_sentence INTEGER NOT NULL,
  sentences INTEGER NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX document_pmcid ON document (pmcid) WHERE pmcid <> '';
CREATE INDEX document_pmid ON document (pmid) WHERE pmid <> '';
CREATE INDEX document_doi ON document (doi) WHERE doi <> '';
CREATE INDEX document_title ON document (title_key) WHERE title_key IS NOT NULL;
-- Covers what ranked search needs of every document.
CREATE INDEX document_sentence ON document (first_sentence, sentences, year, id);

-- Structure that is read with its document only: varints packed by src/store/pack.cc.
CREATE TABLE document_structure (
  document INTEGER PRIMARY KEY REFERENCES document (nr),
  tables BLOB NOT NULL,
  anchors BLOB NOT NULL,
  superscripts BLOB NOT NULL,
  source_runs BLOB NOT NULL
) STRICT;

CREATE TABLE correction (
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  kind TEXT NOT NULL,
  doi TEXT NOT NULL,
  pmid TEXT NOT NULL,
  pmcid TEXT NOT NULL,
  note TEXT NOT NULL,
  PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX correction_pmid ON correction (pmid);
CREATE INDEX correction_pmcid ON correction (pmcid);
CREATE INDEX correction_doi ON correction (doi);

CREATE TABLE skipped (
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  what TEXT NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

-- What became of the numbers of a document.
CREATE TABLE coverage (
  document INTEGER NOT NULL REFERENCES document (nr),
  reason TEXT NOT NULL,
  count INTEGER NOT NULL,
  examples BLOB NOT NULL,
  PRIMARY KEY (document, reason)
) STRICT, WITHOUT ROWID;

-- Short forms that a document defines.
CREATE TABLE short_form (
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  short_form TEXT NOT NULL,
  long_form TEXT NOT NULL,
  PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE section (
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  title TEXT NOT NULL,
  role TEXT NOT NULL,
  parent INTEGER NOT NULL,
  depth INTEGER NOT NULL,
  PRIMARY KEY (document, ordinal)
) STRICT, WITHOUT ROWID;

-- The canonical text, once: a document's text is its passages in order, each followed by one newline.
CREATE TABLE passage (
  id INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (nr),
  kind TEXT NOT NULL,
  place TEXT NOT NULL,
  section INTEGER NOT NULL,
  table_ordinal INTEGER NOT NULL,
  table_row INTEGER NOT NULL,
  start INTEGER NOT NULL,
  text TEXT NOT NULL
) STRICT;
CREATE INDEX passage_document ON passage (document);

-- No foreign key: a document owns the rows first_sentence … first_sentence + sentences - 1, `check` compares both, and
-- an index on passage would cost more than the table itself.
CREATE TABLE sentence (
  id INTEGER PRIMARY KEY,
  passage INTEGER NOT NULL,
  start INTEGER NOT NULL,
  length INTEGER NOT NULL
) STRICT;

-- For each sentence of a document, in order, one LEB128 varint: its tokens * 256 + what filters ask for: its place (0
-- front, 1 abstract, 2 body, 3 table, 4 figure, 5 back, 6 reference, 7 boilerplate), 8 when it holds a result of the
-- document's own, and of the sections around it 16 results, 32 methods, 64 introduction or background, 128 discussion or
-- conclusions. Ranked search reads them all at once.
CREATE TABLE sentence_size (
  document INTEGER PRIMARY KEY REFERENCES document (nr),
  codes BLOB NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;

-- What the full-text indexes index: no second copy of the text. Offsets are bytes, hence the casts.
CREATE VIEW sentence_text (id, text) AS
  SELECT s.id, CAST(substr(CAST(p.text AS BLOB), s.start + 1, s.length) AS TEXT)
  FROM sentence AS s JOIN passage AS p ON p.id = s.passage
  WHERE p.place NOT IN ('reference', 'boilerplate');
CREATE VIEW rest_text (id, text) AS
  SELECT s.id, CAST(substr(CAST(p.text AS BLOB), s.start + 1, s.length) AS TEXT)
  FROM sentence AS s JOIN passage AS p ON p.id = s.passage
  WHERE p.place IN ('reference', 'boilerplate');

CREATE VIRTUAL TABLE sentence_index USING fts5 (
  text, content = 'sentence_text', content_rowid = 'id', columnsize = 0,
  tokenize = 'porter unicode61 remove_diacritics 2');
-- Reference lists and boilerplate: searched only when asked for, so that they change no score.
CREATE VIRTUAL TABLE rest_index USING fts5 (
  text, content = 'rest_text', content_rowid = 'id', columnsize = 0,
  tokenize = 'porter unicode61 remove_diacritics 2');
-- Bytes of postings kept in memory before a segment is written: at FTS5's 1 MiB a batch falls into a dozen segments, which
-- are merged at once; at 16 MiB indexing takes a quarter less time.
INSERT INTO sentence_index (sentence_index, rank) VALUES ('hashsize', 16777216);
INSERT INTO rest_index (rest_index, rank) VALUES ('hashsize', 16777216);
CREATE VIRTUAL TABLE sentence_term USING fts5vocab ('sentence_index', 'instance');
CREATE VIRTUAL TABLE rest_term USING fts5vocab ('rest_index', 'instance');

CREATE TABLE reference (
  nr INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  key TEXT NOT NULL,
  label TEXT NOT NULL,
  number INTEGER NOT NULL,
  number_inferred INTEGER NOT NULL CHECK (number_inferred IN (0, 1)),
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  authors TEXT NOT NULL,
  title TEXT NOT NULL,
  journal TEXT NOT NULL,
  year INTEGER NOT NULL,
  volume TEXT NOT NULL,
  pages TEXT NOT NULL,
  doi TEXT NOT NULL,
  pmid TEXT NOT NULL,
  pmcid TEXT NOT NULL,
  title_key INTEGER,
  author_key TEXT NOT NULL
) STRICT;
CREATE INDEX reference_document ON reference (document, ordinal);
CREATE INDEX reference_doi ON reference (doi) WHERE doi <> '';
CREATE INDEX reference_pmid ON reference (pmid) WHERE pmid <> '';
CREATE INDEX reference_pmcid ON reference (pmcid) WHERE pmcid <> '';
CREATE INDEX reference_title ON reference (title_key) WHERE title_key IS NOT NULL;

-- The document each reference is, if it is in the store: by identifier, else by title, year (±1) and first author.
-- Computed when read, so it is right after every put and remove and in any order of documents.
CREATE VIEW reference_match (reference, document, basis, preference) AS
  SELECT r.nr, d.nr, 'doi', 1 FROM reference AS r JOIN document AS d ON d.doi = r.doi AND d.doi <> '' AND r.doi <> ''
  UNION ALL
  SELECT r.nr, d.nr, 'pmid', 2 FROM reference AS r JOIN document AS d
    ON d.pmid = r.pmid AND d.pmid <> '' AND r.pmid <> ''
  UNION ALL
  SELECT r.nr, d.nr, 'pmcid', 3 FROM reference AS r JOIN document AS d
    ON d.pmcid = r.pmcid AND d.pmcid <> '' AND r.pmcid <> ''
  UNION ALL
  SELECT r.nr, d.nr, 'title+year+author', 4 FROM reference AS r JOIN document AS d
    ON d.title_key = r.title_key AND abs(d.year - r.year) <= 1 AND d.author_key = r.author_key
  UNION ALL
  SELECT r.nr, d.nr, 'title+year', 5 FROM reference AS r JOIN document AS d
    ON d.title_key = r.title_key AND d.year = r.year AND r.author_key = '';

CREATE TABLE claim (
  nr INTEGER PRIMARY KEY,
  document INTEGER NOT NULL REFERENCES document (nr),
  ordinal INTEGER NOT NULL,
  id TEXT NOT NULL,
  kind TEXT NOT NULL,
  measure TEXT NOT NULL,
  value REAL,
  value_text TEXT NOT NULL,
  value_op TEXT NOT NULL,
  value_high REAL,
  not_reached INTEGER NOT NULL CHECK (not_reached IN (0, 1)),
  unit TEXT NOT NULL,
  at_value REAL,
  at_unit TEXT NOT NULL,
  ci_low REAL,
  ci_high REAL,
  ci_level REAL,
  p_op TEXT NOT NULL,
  p_value REAL,
  sd REAL,
  se REAL,
  q_low REAL,
  q_high REAL,
  spread TEXT NOT NULL,
  n REAL,
  total REAL,
  statistic REAL,
  df REAL,
  df2 REAL,
  statistic_name TEXT NOT NULL,
  outcome TEXT NOT NULL,
  subject TEXT NOT NULL,
  comparator TEXT NOT NULL,
  population TEXT NOT NULL,
  analysis TEXT NOT NULL,
  direction TEXT NOT NULL,
  polarity TEXT NOT NULL,
  strength TEXT NOT NULL,
  negated INTEGER NOT NULL CHECK (negated IN (0, 1)),
  hedged INTEGER NOT NULL CHECK (hedged IN (0, 1)),
  assumption INTEGER NOT NULL CHECK (assumption IN (0, 1)),
  place TEXT NOT NULL,
  section INTEGER NOT NULL,
  passage INTEGER NOT NULL,
  table_ordinal INTEGER NOT NULL,
  span_start INTEGER NOT NULL,
  span_end INTEGER NOT NULL,
  value_start INTEGER NOT NULL,
  value_end INTEGER NOT NULL,
  cited INTEGER NOT NULL CHECK (cited IN (0, 1)),
  extractor TEXT NOT NULL,
  checksum INTEGER NOT NULL
) STRICT;
CREATE INDEX claim_document ON claim (document, ordinal);
CREATE UNIQUE INDEX claim_id ON claim (id);
CREATE INDEX claim_measure ON claim (measure);

CREATE TABLE claim_citation (
  claim INTEGER NOT NULL REFERENCES claim (nr),
  ordinal INTEGER NOT NULL,
  anchor INTEGER NOT NULL,
  marker TEXT NOT NULL,
  reference INTEGER NOT NULL,
  basis TEXT NOT NULL,
  PRIMARY KEY (claim, ordinal)
) STRICT, WITHOUT ROWID;

-- Sources that are stored to the end, so that the next ingest need not read them.
CREATE TABLE source (
  name TEXT PRIMARY KEY,
  sha256 TEXT NOT NULL,
  versions TEXT NOT NULL,
  file_bytes INTEGER NOT NULL,
  changed_ns INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Documents taken out, when, and the source that withdrew them ('' = a person).
CREATE TABLE tombstone (
  id TEXT PRIMARY KEY,
  removed_at TEXT NOT NULL,
  source TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What wrote to the store, when, and what came of it. A run without an end was killed, or could not go on.
CREATE TABLE run (
  nr INTEGER PRIMARY KEY,
  command TEXT NOT NULL,
  started TEXT NOT NULL,
  finished TEXT NOT NULL,
  version TEXT NOT NULL,
  inputs TEXT NOT NULL,
  interrupted INTEGER NOT NULL CHECK (interrupted IN (0, 1)),
  created INTEGER NOT NULL,
  updated INTEGER NOT NULL,
  unchanged INTEGER NOT NULL,
  withdrawn INTEGER NOT NULL,
  skipped INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  claims INTEGER NOT NULL,
  source_bytes INTEGER NOT NULL,
  seconds REAL NOT NULL
) STRICT;

-- What a run counted: kind 'skipped' and 'failed' by reason, 'claims' by measure, 'seconds' by stage.
CREATE TABLE run_count (
  run INTEGER NOT NULL REFERENCES run (nr),
  kind TEXT NOT NULL,
  name TEXT NOT NULL,
  count REAL NOT NULL,
  PRIMARY KEY (run, kind, name)
) STRICT, WITHOUT ROWID;

-- What became of documents, in order: 'new', 'changed', 'withdrawn'.
CREATE TABLE document_change (
  nr INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (nr),
  document TEXT NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE INDEX document_change_run ON document_change (run);

-- What became of the claims of changed and withdrawn documents: 'new', 'moved' (the same words at another place of the
-- document, the same id), 'withdrawn'. All claims of a new document are new.
CREATE TABLE claim_change (
  nr INTEGER PRIMARY KEY,
  run INTEGER NOT NULL REFERENCES run (nr),
  document TEXT NOT NULL,
  claim TEXT NOT NULL,
  what TEXT NOT NULL
) STRICT;
CREATE INDEX claim_change_run ON claim_change (run);

PRAGMA application_id = 0x57524E54;
PRAGMA user_version = 1;

-- Terms of imported vocabularies: a name or synonym each; term_key is its folded form.
CREATE TABLE vocabulary_term (
  vocabulary TEXT NOT NULL,
  concept INTEGER NOT NULL,
  code TEXT NOT NULL,
  term TEXT NOT NULL,
  term_key TEXT NOT NULL,
  preferred INTEGER NOT NULL CHECK (preferred IN (0, 1)),
  PRIMARY KEY (vocabulary, concept, term_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX vocabulary_term_key ON vocabulary_term (term_key);
