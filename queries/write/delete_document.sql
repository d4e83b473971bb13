-- Deletes a document row, the last step of a removal.
-- in: document
DELETE FROM document WHERE nr = :document;
