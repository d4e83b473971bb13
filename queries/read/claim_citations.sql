-- The citations of a claim in order.
-- in: claim
-- out: anchor, marker, reference, basis
SELECT anchor, marker, reference, basis FROM claim_citation WHERE claim = :claim ORDER BY ordinal;
