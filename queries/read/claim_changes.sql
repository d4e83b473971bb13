-- What became of claims after a run, in order.
-- in: run
-- out: document, claim, what
SELECT document, claim, what FROM claim_change WHERE run > :run ORDER BY nr;
