-- Deletes what sentence_size holds of a document.
-- in: document
DELETE FROM sentence_size WHERE document = :document;
