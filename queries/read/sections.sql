-- The sections of a document in order.
-- in: document
-- out: title, role, parent, depth
SELECT title, role, parent, depth FROM section WHERE document = :document ORDER BY ordinal;
