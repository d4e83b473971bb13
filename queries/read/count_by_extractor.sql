-- Claims of each extractor version.
-- out: extractor, count
SELECT extractor, count(*) AS count FROM claim GROUP BY extractor;
