-- One passage.
-- in: id
-- out: document, kind, place, section, table_ordinal, table_row, start, text
SELECT document, kind, place, section, table_ordinal, table_row, start, text FROM passage WHERE id = :id;
