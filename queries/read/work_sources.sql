-- The sources of a work that has several; the first gives its text.
-- in: document
-- out: ordinal, id, source, media_type, sha256, reader, versions, packed, checksum
SELECT ordinal, id, source, media_type, sha256, reader, versions, packed, checksum
FROM work_source WHERE document = :document ORDER BY ordinal;
