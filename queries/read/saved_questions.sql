-- All saved questions.
-- out: name, question, saved_at
SELECT name, question, saved_at FROM saved_question ORDER BY name;
