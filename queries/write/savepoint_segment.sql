-- A step that may be taken back: adding a segment to a full-text index.
SAVEPOINT segment;
