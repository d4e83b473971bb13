-- The number of the next run.
-- out: nr
SELECT coalesce(max(nr), 0) + 1 AS nr FROM run;
