-- The short form of a document inside other records. A retraction or concern that only the notice speaks of, because the
-- work itself was stored before it, counts as well.
-- in: nr
-- out: id, pmcid, pmid, doi, title, source, year, kind, retraction
SELECT
  id, pmcid, pmid, doi, title, source, year, kind,
  CASE WHEN retraction <> '' THEN retraction ELSE coalesce((
    SELECT CASE c.kind WHEN 'retracted' THEN 'retracted' ELSE 'expression of concern' END
    FROM correction AS c
    WHERE (c.pmid = nullif(d.pmid, '') OR c.pmcid = nullif(d.pmcid, '') OR c.doi = nullif(d.doi, ''))
      AND c.kind IN ('retracted', 'concerned') AND c.document <> d.nr
    ORDER BY c.kind DESC LIMIT 1), '') END AS retraction
FROM document AS d WHERE nr = :nr;
