-- Documents derived by other versions than these.
-- in: versions
-- out: id
SELECT id FROM document WHERE versions <> :versions ORDER BY id;
