-- What became of documents after a run, in order.
-- in: run
-- out: document, what
SELECT document, what FROM document_change WHERE run > :run ORDER BY nr;
