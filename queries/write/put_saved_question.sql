-- Saves a question under a name.
-- in: name, question, saved_at
INSERT INTO saved_question (name, question, saved_at) VALUES (:name, :question, :saved_at)
ON CONFLICT (name) DO UPDATE SET question = excluded.question, saved_at = excluded.saved_at;
