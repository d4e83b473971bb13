-- The sentences of every document in order of rows, with what filters ask for.
-- out: nr, id, year, first_sentence, sentences, codes
SELECT d.nr, d.id, d.year, d.first_sentence, d.sentences, s.codes
FROM document AS d JOIN sentence_size AS s ON s.document = d.nr
ORDER BY d.first_sentence;
