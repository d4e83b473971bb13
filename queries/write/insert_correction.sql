-- Stores a link to a work that corrects or retracts this one.
-- in: document, ordinal, kind, doi, pmid, pmcid, note
INSERT INTO correction (
  document, ordinal, kind, doi, pmid, pmcid, note)
VALUES (
  :document, :ordinal, :kind, :doi, :pmid, :pmcid, :note);
