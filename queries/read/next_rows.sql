-- The row numbers that are free.
-- out: document, passage, sentence, reference, claim
SELECT
  (SELECT coalesce(max(nr), 0) + 1 FROM document) AS document,
  (SELECT coalesce(max(id), 0) + 1 FROM passage) AS passage,
  (SELECT coalesce(max(id), 0) + 1 FROM sentence) AS sentence,
  (SELECT coalesce(max(nr), 0) + 1 FROM reference) AS reference,
  (SELECT coalesce(max(nr), 0) + 1 FROM claim) AS claim;
