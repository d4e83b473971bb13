-- Documents taken out.
-- out: id
SELECT id FROM tombstone ORDER BY id;
