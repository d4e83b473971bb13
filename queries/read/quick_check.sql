-- What SQLite finds wrong with the file, without comparing indexes.
-- out: message
SELECT quick_check AS message FROM pragma_quick_check;
