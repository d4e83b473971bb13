-- The packed structure of a document.
-- in: document
-- out: tables, anchors, superscripts, source_runs
SELECT tables, anchors, superscripts, source_runs FROM document_structure WHERE document = :document;
