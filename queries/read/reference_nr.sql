-- The row of a reference.
-- in: document, ordinal
-- out: nr, number, title, doi, pmid
SELECT nr, number, title, doi, pmid FROM reference WHERE document = :document AND ordinal = :ordinal;
