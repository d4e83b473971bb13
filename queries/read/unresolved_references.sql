-- References that name no document of the store, document by document.
-- out: document, key, label, number, number_inferred, span_start, span_end, authors, title, journal, year,
--   volume, pages, doi, pmid, pmcid, title_key
SELECT
  document, key, label, number, number_inferred, span_start, span_end, authors, title, journal, year, volume, pages,
  doi, pmid, pmcid, title_key
FROM reference AS r WHERE NOT EXISTS (SELECT 1 FROM reference_match AS m WHERE m.reference = r.nr)
ORDER BY document, ordinal;
