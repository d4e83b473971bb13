-- What became of a document's numbers, by reason.
-- in: document
-- out: reason, count, examples
SELECT reason, count, examples FROM coverage WHERE document = :document ORDER BY reason;
