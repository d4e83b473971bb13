-- Takes the adding of a segment back.
ROLLBACK TO segment;
