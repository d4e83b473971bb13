-- Takes a vocabulary out before it is imported again.
-- in: vocabulary
DELETE FROM vocabulary_term WHERE vocabulary = :vocabulary;
