-- The sizes and traits of the sentences of a document, and the check sum of where they stand.
-- in: document
-- out: codes, checksum
SELECT codes, checksum FROM sentence_size WHERE document = :document;
