-- Stores the sizes and places of the sentences of a document.
-- in: document, sizes, checksum
INSERT INTO sentence_size (document, sizes, checksum) VALUES (:document, :sizes, :checksum);
