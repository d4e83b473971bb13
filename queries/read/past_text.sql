-- The text of one of the older versions of a document.
-- in: document, skipped
-- out: text
SELECT text FROM past_version WHERE document = :document ORDER BY nr LIMIT 1 OFFSET :skipped;
