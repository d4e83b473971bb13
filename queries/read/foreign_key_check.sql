-- Rows whose parent is missing.
-- out: table, parent
SELECT "table", parent FROM pragma_foreign_key_check GROUP BY 1, 2;
