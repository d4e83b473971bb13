-- Whether a document's own results stand in a stretch of its text.
-- in: document, end, start
-- out: found
SELECT EXISTS (
  SELECT 1 FROM claim
  WHERE document = :document AND cited = 0 AND assumption = 0 AND span_start < :end AND span_end > :start
) AS found;
