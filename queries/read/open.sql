-- Sets up every connection; the last statement touches the file, so that what is no database is found at once.
PRAGMA cell_size_check = ON;
PRAGMA foreign_keys = ON;
PRAGMA recursive_triggers = OFF;
PRAGMA temp_store = MEMORY;
PRAGMA cache_size = -16384;
PRAGMA user_version;
