-- Works that may be the same as one with these identifiers; a row may come twice.
-- in: id, pmcid, pmid, doi, nct
-- out: nr
SELECT nr FROM document WHERE id = :id
UNION ALL SELECT nr FROM document WHERE pmcid = :pmcid AND pmcid <> ''
UNION ALL SELECT nr FROM document WHERE pmid = :pmid AND pmid <> ''
UNION ALL SELECT nr FROM document WHERE doi = :doi AND doi <> ''
UNION ALL SELECT nr FROM document WHERE nct = :nct AND nct <> ''
LIMIT 65;
