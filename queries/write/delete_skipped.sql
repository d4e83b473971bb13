-- Deletes what skipped holds of a document.
-- in: document
DELETE FROM skipped WHERE document = :document;
