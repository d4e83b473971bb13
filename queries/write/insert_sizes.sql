-- Stores the sizes and places of the sentences of a document.
-- in: document, sizes
INSERT INTO sentence_size (document, sizes) VALUES (:document, :sizes);
