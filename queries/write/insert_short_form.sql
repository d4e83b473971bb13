-- Stores a short form that a document defines.
-- in: document, ordinal, short_form, long_form
INSERT INTO short_form (
  document, ordinal, short_form, long_form)
VALUES (
  :document, :ordinal, :short_form, :long_form);
