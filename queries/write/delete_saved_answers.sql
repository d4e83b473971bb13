-- Forgets the answers to a saved question.
-- in: name
DELETE FROM saved_answer WHERE name = :name;
