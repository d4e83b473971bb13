-- Where a term occurs: sentence by sentence, each place.
-- in: term
-- out: sentence, place
SELECT doc AS sentence, "offset" AS place FROM rest_term WHERE term = :term ORDER BY doc, "offset";
