-- Deletes what correction holds of a document.
-- in: document
DELETE FROM correction WHERE document = :document;
