-- Names the page of a segment of the index of references and boilerplate on which terms from this one on stand; the number is
-- doubled, the low bit is a flag.
-- in: segment, term, page
INSERT INTO rest_index_idx (segid, term, pgno) VALUES (:segment, :term, :page);
