-- Gives up a write transaction.
ROLLBACK;
