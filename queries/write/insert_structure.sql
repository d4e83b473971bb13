-- Stores the packed structure of a document.
-- in: document, tables, anchors, superscripts, source_runs
INSERT INTO document_structure (
  document, tables, anchors, superscripts, source_runs)
VALUES (
  :document, :tables, :anchors, :superscripts, :source_runs);
