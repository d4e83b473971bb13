-- Deletes what section holds of a document.
-- in: document
DELETE FROM section WHERE document = :document;
