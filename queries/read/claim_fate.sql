-- The last that became of a claim.
-- in: claim
-- out: document, what, run, started
SELECT c.document, c.what, c.run, r.started
FROM claim_change AS c JOIN run AS r ON r.nr = c.run WHERE c.claim = :claim ORDER BY c.nr DESC LIMIT 1;
