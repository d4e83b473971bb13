-- What became of the numbers of all documents.
-- out: reason, count
SELECT reason, sum(count) AS count FROM coverage GROUP BY reason ORDER BY reason;
