-- Deletes what document_structure holds of a document.
-- in: document
DELETE FROM document_structure WHERE document = :document;
