-- How much was derived from a document, who cites it and what it cites in the store.
-- in: nr
-- out: claims, references, cited_by, cites_in_store
SELECT
  (SELECT count(*) FROM claim WHERE document = :nr) AS claims,
  (SELECT count(*) FROM reference WHERE document = :nr) AS "references",
  (SELECT count(DISTINCT r.document) FROM reference_match AS m JOIN reference AS r ON r.nr = m.reference
    WHERE m.document = :nr) AS cited_by,
  (SELECT count(DISTINCT m.document) FROM reference AS r JOIN reference_match AS m ON m.reference = r.nr
    WHERE r.document = :nr) AS cites_in_store;
