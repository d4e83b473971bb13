-- How much there is to search.
-- out: documents, passages, claims
SELECT
  (SELECT count(*) FROM document) AS documents,
  (SELECT coalesce(sum(passages), 0) FROM document) AS passages,
  (SELECT count(*) FROM claim) AS claims;
