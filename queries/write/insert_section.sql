-- Stores the sections of a document; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO section (
  document, ordinal, title, role, parent, depth)
SELECT
  c1, c2, c3, c4, c5, c6
FROM new_row;
