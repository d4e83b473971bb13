-- The other terms of the concepts that have this term, names first.
-- in: term_key
-- out: term
SELECT other.term
FROM vocabulary_term AS this
JOIN vocabulary_term AS other ON other.vocabulary = this.vocabulary AND other.concept = this.concept
WHERE this.term_key = :term_key AND other.term_key <> :term_key
GROUP BY other.term_key
ORDER BY max(other.preferred) DESC, other.term_key;
