-- Whose file this is and of which schema.
-- out: application_id, user_version, tables
SELECT application_id, user_version, (SELECT count(*) FROM sqlite_schema) AS tables
FROM pragma_application_id, pragma_user_version;
