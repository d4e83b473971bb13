-- Names the page of a segment of the full-text index on which terms from this one on stand; the number is
-- doubled, the low bit is a flag.
-- in: segment, term, page
INSERT INTO sentence_index_idx (segid, term, pgno) VALUES (:segment, :term, :page);
