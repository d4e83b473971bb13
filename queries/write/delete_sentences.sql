-- Deletes a range of sentences.
-- in: first, last
DELETE FROM sentence WHERE id BETWEEN :first AND :last;
