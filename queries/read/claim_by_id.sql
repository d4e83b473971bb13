-- The row of a claim.
-- in: id
-- out: nr
SELECT c.nr FROM claim AS c JOIN document AS d ON d.nr = c.document WHERE c.id = :id ORDER BY d.id LIMIT 1;
