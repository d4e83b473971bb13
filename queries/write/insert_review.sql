-- Stores a review, unless exactly this one is stored already.
-- in: claim, document, status, reviewer, reviewed_at, note, quote, span_start, span_end, words, before,
--   after, copies, checksum
INSERT OR IGNORE INTO review (
  claim, document, status, reviewer, reviewed_at, note, quote, span_start, span_end, words, before, after,
  copies, checksum)
VALUES (
  :claim, :document, :status, :reviewer, :reviewed_at, :note, :quote, :span_start, :span_end, :words, :before,
  :after, :copies, :checksum);
