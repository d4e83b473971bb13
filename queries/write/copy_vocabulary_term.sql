-- Takes over a row of vocabulary_term from another store.
-- in: vocabulary, concept, code, term, term_key, preferred
INSERT INTO vocabulary_term (
  vocabulary, concept, code, term, term_key, preferred)
VALUES (
  :vocabulary, :concept, :code, :term, :term_key, :preferred);
