-- The kind of every document, in order of rows.
-- out: kind
SELECT d.kind FROM document AS d JOIN sentence_size AS s ON s.document = d.nr ORDER BY d.first_sentence;
