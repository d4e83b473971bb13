-- Begins the empty step whose taking back makes FTS5 forget what it remembers of its index.
SAVEPOINT forget;
