-- Every row of claim_change, as `rebuild` copies it.
-- out: nr, run, document, claim, what
SELECT
  nr, run, document, claim, what
FROM claim_change;
