-- Starts a read transaction: all reads to its end see one state.
BEGIN;
