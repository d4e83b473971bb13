-- Remembers what a run did to a document.
-- in: run, document, what
INSERT INTO document_change (run, document, what) VALUES (:run, :document, :what);
