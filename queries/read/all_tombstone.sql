-- Every row of tombstone, as `rebuild` copies it.
-- out: id, removed_at, source
SELECT id, removed_at, source FROM tombstone;
