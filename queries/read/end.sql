-- Ends a read transaction.
COMMIT;
