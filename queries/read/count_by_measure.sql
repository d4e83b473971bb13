-- Claims of each measure.
-- out: measure, count
SELECT measure, count(*) AS count FROM claim GROUP BY measure;
