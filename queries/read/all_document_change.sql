-- Every row of document_change, as `rebuild` copies it.
-- out: nr, run, document, what
SELECT
  nr, run, document, what
FROM document_change;
