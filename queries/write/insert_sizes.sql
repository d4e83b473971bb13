-- Stores the sizes and traits of the sentences of a document.
-- in: document, codes, checksum
INSERT INTO sentence_size (document, codes, checksum) VALUES (:document, :codes, :checksum);
