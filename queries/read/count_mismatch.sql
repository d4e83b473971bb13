-- Documents that have not the rows they should own.
-- out: id, what
SELECT d.id, 'passages' AS what FROM document AS d
WHERE d.passages <> (SELECT count(*) FROM passage AS p WHERE p.id BETWEEN d.first_passage AND d.first_passage + d.passages - 1
  AND p.document = d.nr)
UNION ALL
SELECT d.id, 'sentences' FROM document AS d
WHERE d.sentences <> (SELECT count(*) FROM sentence AS s
  WHERE s.id BETWEEN d.first_sentence AND d.first_sentence + d.sentences - 1
  AND s.passage BETWEEN d.first_passage AND d.first_passage + d.passages - 1)
UNION ALL
SELECT '', 'rows of no document'
WHERE (SELECT count(*) FROM sentence) <> (SELECT coalesce(sum(sentences), 0) FROM document)
  OR (SELECT count(*) FROM passage) <> (SELECT coalesce(sum(passages), 0) FROM document)
UNION ALL
SELECT '', 'what there is to search'
WHERE NOT EXISTS (SELECT 1 FROM extent AS e WHERE e.documents = (SELECT count(*) FROM document)
  AND e.passages = (SELECT coalesce(sum(passages), 0) FROM document) AND e.claims = (SELECT count(*) FROM claim));
