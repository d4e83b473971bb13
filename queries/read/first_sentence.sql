-- The row of the first sentence of a document.
-- in: nr
-- out: first_sentence
SELECT first_sentence FROM document WHERE nr = :nr;
