-- Records the answer to a saved question after a run.
-- in: name, run, answered_at, answer
INSERT INTO saved_answer (name, run, answered_at, answer) VALUES (:name, :run, :answered_at, :answer)
ON CONFLICT (name, run) DO UPDATE SET answered_at = excluded.answered_at, answer = excluded.answer;
