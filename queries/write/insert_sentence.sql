-- Stores where a sentence stands in its passage.
-- in: id, passage, start, length
INSERT INTO sentence (
  id, passage, start, length)
VALUES (
  :id, :passage, :start, :length);
