-- Stores a passage with its text.
-- in: id, document, kind, place, section, table_ordinal, table_row, start, text
INSERT INTO passage (
  id, document, kind, place, section, table_ordinal, table_row, start, text)
VALUES (
  :id, :document, :kind, :place, :section, :table_ordinal, :table_row, :start, :text);
