-- Deletes what coverage holds of a document.
-- in: document
DELETE FROM coverage WHERE document = :document;
