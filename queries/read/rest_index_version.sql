-- The on-disk format of the full-text index.
-- out: version
SELECT v AS version FROM rest_index_config WHERE k = 'version';
