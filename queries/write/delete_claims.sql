-- Deletes what claim holds of a document.
-- in: document
DELETE FROM claim WHERE document = :document;
