-- Remembers what a run did to a claim.
-- in: run, document, claim, what
INSERT INTO claim_change (run, document, claim, what) VALUES (:run, :document, :claim, :what);
