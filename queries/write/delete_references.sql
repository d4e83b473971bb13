-- Deletes what reference holds of a document.
-- in: document
DELETE FROM reference WHERE document = :document;
