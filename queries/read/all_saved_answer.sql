-- Every row of saved_answer, as `rebuild` copies it.
-- out: name, run, answered_at, answer
SELECT name, run, answered_at, answer FROM saved_answer;
