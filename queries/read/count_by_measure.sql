-- Claims by measure; those without one by their kind.
-- out: measure, count
SELECT CASE measure WHEN '' THEN kind ELSE measure END AS measure, count(*) AS count FROM claim GROUP BY 1 ORDER BY 1;
