-- The passages of a document in order.
-- in: document
-- out: id, kind, place, section, table_ordinal, table_row, start, text
SELECT id, kind, place, section, table_ordinal, table_row, start, text FROM passage WHERE document = :document ORDER BY id;
