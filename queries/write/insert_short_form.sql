-- Stores the short forms that a document defines; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO short_form (
  document, ordinal, short_form, long_form)
SELECT
  c1, c2, c3, c4
FROM new_row;
