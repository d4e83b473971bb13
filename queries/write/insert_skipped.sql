-- Stores what the reader left out.
-- in: document, ordinal, what, count
INSERT INTO skipped (
  document, ordinal, what, count)
VALUES (
  :document, :ordinal, :what, :count);
