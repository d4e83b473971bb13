-- Links to works that correct or retract this one, in order.
-- in: document
-- out: kind, doi, pmid, pmcid, note
SELECT kind, doi, pmid, pmcid, note FROM correction WHERE document = :document ORDER BY ordinal;
