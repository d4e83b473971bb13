-- The row of the document with this PMID, the fullest first.
-- in: pmid
-- out: nr
SELECT nr FROM document WHERE pmid = :pmid AND pmid <> '' ORDER BY full_text DESC, id LIMIT 1;
