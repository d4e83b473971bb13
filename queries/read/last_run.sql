-- The number of the last run, 0 = none yet.
-- out: nr
SELECT coalesce(max(nr), 0) AS nr FROM run;
