-- Stores the citations that the claims of a document rest on; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO claim_citation (
  claim, ordinal, anchor, marker, reference, basis)
SELECT
  c1, c2, c3, c4, c5, c6
FROM new_row;
