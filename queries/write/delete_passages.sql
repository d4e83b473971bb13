-- Deletes what passage holds of a document.
-- in: document
DELETE FROM passage WHERE document = :document;
