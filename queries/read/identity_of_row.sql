-- What tells a stored work.
-- in: nr
-- out: id, source, pmcid, pmid, doi, nct, versions, first_sentence, sentences
SELECT id, source, pmcid, pmid, doi, nct, versions, first_sentence, sentences FROM document WHERE nr = :nr;
