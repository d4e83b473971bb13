-- Takes over a row of claim_change from another store.
-- in: nr, run, document, claim, what
INSERT INTO claim_change (
  nr, run, document, claim, what)
VALUES (
  :nr, :run, :document, :claim, :what);
