-- The row of the document with this PMCID, the fullest first.
-- in: pmcid
-- out: nr
SELECT nr FROM document WHERE pmcid = :pmcid AND pmcid <> '' ORDER BY full_text DESC, id LIMIT 1;
