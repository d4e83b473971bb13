-- All reviews, by document and claim, the oldest of each first.
-- out: claim, document, status, reviewer, reviewed_at, note, quote, span_start, span_end, words, before,
--   after, copies, checksum
SELECT
  claim, document, status, reviewer, reviewed_at, note, quote, span_start, span_end, words, before, after,
  copies, checksum
FROM review ORDER BY document, claim, reviewed_at, reviewer, status, note;
