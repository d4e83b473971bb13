-- What SQLite finds wrong with the file and its indexes.
-- out: message
SELECT integrity_check AS message FROM pragma_integrity_check;
