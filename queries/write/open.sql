-- Sets up a connection that writes: write-ahead log, whole batches survive a crash of the process.
PRAGMA journal_mode = WAL;
PRAGMA synchronous = NORMAL;
-- Pages: those of the indexes change with every batch, and are copied into the file once for several.
PRAGMA wal_autocheckpoint = 16384;
PRAGMA journal_size_limit = 67108864;
-- Rows are stored and erased document by document, their parents with them; `check --deep` compares all foreign keys.
PRAGMA foreign_keys = OFF;
-- KiB; secondary indexes take rows in no order, and with 16 MiB every one of them is read again from the file: 6.1 CPU ms a
-- document in a store of 4,000, 5.1 with this.
PRAGMA cache_size = -65536;
