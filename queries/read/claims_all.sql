-- All claims, by document.
-- out: nr
SELECT c.nr FROM document AS d JOIN claim AS c ON c.document = d.nr ORDER BY d.id, c.ordinal;
