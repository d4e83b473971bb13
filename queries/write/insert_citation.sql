-- Stores a citation that a claim rests on.
-- in: claim, ordinal, anchor, marker, reference, basis
INSERT INTO claim_citation (
  claim, ordinal, anchor, marker, reference, basis)
VALUES (
  :claim, :ordinal, :anchor, :marker, :reference, :basis);
