-- Short forms that a document defines, in order.
-- in: document
-- out: short_form, long_form
SELECT short_form, long_form FROM short_form WHERE document = :document ORDER BY ordinal;
