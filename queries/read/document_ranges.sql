-- The sentences of every document, with what filters ask for.
-- out: nr, id, year, first_sentence, sentences
SELECT nr, id, year, first_sentence, sentences FROM document ORDER BY first_sentence;
