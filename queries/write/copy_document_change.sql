-- Takes over a row of document_change from another store.
-- in: nr, run, document, what
INSERT INTO document_change (
  nr, run, document, what)
VALUES (
  :nr, :run, :document, :what);
