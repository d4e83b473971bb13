-- Stores what the reader left out; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO skipped (
  document, ordinal, what, count)
SELECT
  c1, c2, c3, c4
FROM new_row;
