-- Every row of former_id, as `rebuild` copies it.
-- out: id, document
SELECT id, document FROM former_id;
