-- Stores where the sentences of a document stand in their passages; each row of new_row gives the columns in this
-- order.
INSERT OR FAIL INTO sentence (
  id, passage, start, length)
SELECT
  c1, c2, c3, c4
FROM new_row;
