-- Ends the adding of a segment.
RELEASE segment;
