-- The short form of a document inside other records.
-- in: nr
-- out: id, pmcid, pmid, doi, title, source, year, kind, retraction
SELECT id, pmcid, pmid, doi, title, source, year, kind, retraction FROM document WHERE nr = :nr;
