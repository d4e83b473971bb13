-- Forgets a saved question.
-- in: name
DELETE FROM saved_question WHERE name = :name;
