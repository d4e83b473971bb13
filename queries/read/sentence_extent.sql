-- How many documents and rows of sentences there are, at most, so that memory for them is asked for once.
-- out: documents, rows
SELECT
  (SELECT documents FROM extent) AS documents,
  (SELECT coalesce(max(id), 0) + 1 FROM sentence) AS rows;
