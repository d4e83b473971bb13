-- The citations of the claims of a document, in order.
-- in: document
-- out: claim, anchor, marker, reference, basis
SELECT c.ordinal AS claim, t.anchor, t.marker, t.reference, t.basis
FROM claim AS c JOIN claim_citation AS t ON t.claim = c.nr
WHERE c.document = :document ORDER BY c.ordinal, t.ordinal;
