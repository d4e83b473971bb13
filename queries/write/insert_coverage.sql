-- Stores what became of a document's numbers.
-- in: document, reason, count, examples
INSERT INTO coverage (
  document, reason, count, examples)
VALUES (
  :document, :reason, :count, :examples);
