-- All columns of a document.
-- in: nr
-- out: id, source, media_type, sha256, source_bytes, reader, versions, pmcid, pmid, doi, nct, title, year,
--   journal, authors, kind, language, license, study_design, sample_size, review_status, updated,
--   retraction, publication_types, keywords, mesh, full_text, title_key, author_key, text_bytes,
--   text_sha256, first_passage, passages, first_sentence, sentences, checksum
SELECT
  id, source, media_type, sha256, source_bytes, reader, versions, pmcid, pmid, doi, nct, title, year, journal,
  authors, kind, language, license, study_design, sample_size, review_status, updated, retraction,
  publication_types, keywords, mesh, full_text, title_key, author_key, text_bytes, text_sha256, first_passage,
  passages, first_sentence, sentences, checksum
FROM document WHERE nr = :nr;
