-- Stores the passages of a document with their text; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO passage (
  id, document, kind, place, section, table_ordinal, table_row, start, text)
SELECT
  c1, c2, c3, c4, c5, c6, c7, c8, c9
FROM new_row;
