-- The last answer to a saved question that was recorded not after a run.
-- in: name, run
-- out: run, answered_at, answer
SELECT run, answered_at, answer FROM saved_answer WHERE name = :name AND run <= :run ORDER BY run DESC LIMIT 1;
