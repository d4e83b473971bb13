-- The reviews of claims of a document, under any of the ids it has or had, the oldest first.
-- in: nr
-- out: claim, document, status, reviewer, reviewed_at, note, quote, span_start, span_end, words, before,
--   after, copies, checksum
WITH alias (id) AS (
  SELECT id FROM document WHERE nr = :nr
  UNION SELECT pmcid FROM document WHERE nr = :nr
  UNION SELECT 'pmid:' || pmid FROM document WHERE nr = :nr
  UNION SELECT 'doi:' || doi FROM document WHERE nr = :nr
  UNION SELECT f.id FROM document AS d JOIN former_id AS f ON f.document = d.id WHERE d.nr = :nr
  UNION SELECT id FROM work_source WHERE document = :nr)
SELECT
  r.claim, r.document, r.status, r.reviewer, r.reviewed_at, r.note, r.quote, r.span_start, r.span_end, r.words,
  r.before, r.after, r.copies, r.checksum
FROM alias AS a CROSS JOIN review AS r ON r.document = a.id
ORDER BY r.reviewed_at, r.reviewer, r.status, r.note, r.document, r.claim;
