-- The reference list of a document in order.
-- in: document
-- out: nr, key, label, number, number_inferred, span_start, span_end, authors, title, journal, year,
--   volume, pages, doi, pmid, pmcid
SELECT
  nr, key, label, number, number_inferred, span_start, span_end, authors, title, journal, year, volume, pages,
  doi, pmid, pmcid
FROM reference WHERE document = :document ORDER BY ordinal;
