-- Sets up a connection that writes: write-ahead log, whole batches survive a crash of the process.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
PRAGMA wal_autocheckpoint = 4096;
PRAGMA journal_size_limit = 67108864;
-- Rows are stored and erased document by document, their parents with them; `check --deep` compares all foreign keys.
PRAGMA foreign_keys = OFF;
