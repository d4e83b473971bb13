-- Makes FTS5 forget what it remembers of its index, and read it again.
ROLLBACK TO forget;
