-- The sizes and places of the sentences of a document, and the check sum of where they stand.
-- in: document
-- out: sizes, checksum
SELECT sizes, checksum FROM sentence_size WHERE document = :document;
