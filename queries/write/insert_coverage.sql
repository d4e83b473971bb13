-- Stores what became of a document's numbers; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO coverage (
  document, reason, count, examples)
SELECT
  c1, c2, c3, c4
FROM new_row;
