-- Stores an entry of a reference list.
-- in: nr, document, ordinal, key, label, number, number_inferred, span_start, span_end, authors, title,
--   journal, year, volume, pages, doi, pmid, pmcid, title_key, author_key
INSERT INTO reference (
  nr, document, ordinal, key, label, number, number_inferred, span_start, span_end, authors, title, journal,
  year, volume, pages, doi, pmid, pmcid, title_key, author_key)
VALUES (
  :nr, :document, :ordinal, :key, :label, :number, :number_inferred, :span_start, :span_end, :authors, :title,
  :journal, :year, :volume, :pages, :doi, :pmid, :pmcid, :title_key, :author_key);
