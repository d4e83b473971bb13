-- The document that a reference names which is not stored itself (a draft's): as reference_match, the surest first.
-- in: doi, pmid, pmcid, title_key, year, author_key
-- out: id
SELECT d.id FROM (
  SELECT nr, 1 AS preference FROM document WHERE doi = :doi AND doi <> ''
  UNION ALL
  SELECT nr, 2 FROM document WHERE pmid = :pmid AND pmid <> ''
  UNION ALL
  SELECT nr, 3 FROM document WHERE pmcid = :pmcid AND pmcid <> ''
  UNION ALL
  SELECT nr, 4 FROM document WHERE title_key = :title_key AND abs(year - :year) <= 1 AND author_key = :author_key
  UNION ALL
  SELECT nr, 5 FROM document WHERE title_key = :title_key AND year = :year AND :author_key = ''
) AS m JOIN document AS d ON d.nr = m.nr
ORDER BY m.preference, d.full_text DESC, d.id LIMIT 1;
