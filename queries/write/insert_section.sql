-- Stores a section.
-- in: document, ordinal, title, role, parent, depth
INSERT INTO section (
  document, ordinal, title, role, parent, depth)
VALUES (
  :document, :ordinal, :title, :role, :parent, :depth);
