-- Every row of vocabulary_term, as `rebuild` copies it.
-- out: vocabulary, concept, code, term, term_key, preferred
SELECT
  vocabulary, concept, code, term, term_key, preferred
FROM vocabulary_term;
