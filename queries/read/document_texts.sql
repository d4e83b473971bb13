-- Row and passages of every document, by id.
-- out: nr, id, first_passage, passages
SELECT nr, id, first_passage, passages FROM document ORDER BY id;
