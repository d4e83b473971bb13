-- The row of the first passage of a document.
-- in: nr
-- out: first_passage
SELECT first_passage FROM document WHERE nr = :nr;
