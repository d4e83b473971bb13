-- How much there is of everything.
-- out: documents, passages, sentences, claims, references, resolved, text_bytes, pages, page_size,
--   sqlite_version
SELECT
  (SELECT count(*) FROM document) AS documents,
  (SELECT coalesce(sum(passages), 0) FROM document) AS passages,
  (SELECT coalesce(sum(sentences), 0) FROM document) AS sentences,
  (SELECT count(*) FROM claim) AS claims,
  (SELECT count(*) FROM reference) AS "references",
  (SELECT count(DISTINCT reference) FROM reference_match) AS resolved,
  (SELECT coalesce(sum(text_bytes), 0) FROM document) AS text_bytes,
  page_count AS pages,
  page_size,
  sqlite_version() AS sqlite_version
FROM pragma_page_count, pragma_page_size;
