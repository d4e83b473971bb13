-- Where the sentences of a range stand.
-- in: first, last
-- out: id, passage, start, length
SELECT id, passage, start, length FROM sentence WHERE id BETWEEN :first AND :last ORDER BY id;
