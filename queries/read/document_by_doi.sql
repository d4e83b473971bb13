-- The row of the document with this DOI, the fullest first.
-- in: doi
-- out: nr
SELECT nr FROM document WHERE doi = :doi AND doi <> '' ORDER BY full_text DESC, id LIMIT 1;
