-- The document a reference is, the surest match first.
-- in: reference
-- out: document, basis
SELECT m.document, m.basis FROM reference_match AS m JOIN document AS d ON d.nr = m.document
WHERE m.reference = :reference ORDER BY m.preference, d.full_text DESC, d.id LIMIT 1;
