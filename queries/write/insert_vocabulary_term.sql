-- Adds a name or synonym of a vocabulary's concept; one that folds to a term already there says nothing new.
-- in: vocabulary, concept, code, term, term_key, preferred
INSERT INTO vocabulary_term (vocabulary, concept, code, term, term_key, preferred)
VALUES (:vocabulary, :concept, :code, :term, :term_key, :preferred)
ON CONFLICT DO NOTHING;
