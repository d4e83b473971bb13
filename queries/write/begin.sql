-- Starts a write transaction; takes the write lock at once, so that the busy timeout applies.
BEGIN IMMEDIATE;
