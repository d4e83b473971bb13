-- The sizes and places of the sentences of a document.
-- in: document
-- out: sizes
SELECT sizes FROM sentence_size WHERE document = :document;
