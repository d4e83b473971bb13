-- Older versions of a document that has another id now.
-- in: document, former
UPDATE past_version SET document = :document WHERE document = :former;
