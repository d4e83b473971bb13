-- The claims of a measure, by document.
-- in: measure
-- out: nr
SELECT c.nr FROM claim AS c JOIN document AS d ON d.nr = c.document WHERE c.measure = :measure ORDER BY d.id, c.ordinal;
