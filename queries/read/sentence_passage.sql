-- The sentence with its passage.
-- in: id
-- out: passage, start, length, document, place, section, passage_start, text
SELECT s.passage, s.start, s.length, p.document, p.place, p.section, p.start AS passage_start, p.text
FROM sentence AS s JOIN passage AS p ON p.id = s.passage WHERE s.id = :id;
