-- Deletes what short_form holds of a document.
-- in: document
DELETE FROM short_form WHERE document = :document;
