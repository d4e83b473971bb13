-- The stretches of a document's text that hold results of its own.
-- in: document
-- out: span_start, span_end
SELECT span_start, span_end FROM claim WHERE document = :document AND cited = 0 AND assumption = 0 ORDER BY ordinal;
