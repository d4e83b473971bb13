-- Stores a document's reference list; each row of new_row gives the columns in this order.
INSERT OR FAIL INTO reference (
  nr, document, ordinal, key, label, number, number_inferred, span_start, span_end, authors, title, journal,
  year, volume, pages, doi, pmid, pmcid, title_key, author_key)
SELECT
  c1, c2, c3, c4, c5, c6, c7, c8, c9, c10, c11, c12, c13, c14, c15, c16, c17, c18, c19, c20
FROM new_row;
