-- The imported vocabularies with their numbers of terms.
-- out: vocabulary, terms
SELECT vocabulary, count(*) AS terms FROM vocabulary_term GROUP BY vocabulary ORDER BY vocabulary;
