-- The leaf page of a segment where a term would stand; the page number is doubled, the low bit is a flag.
-- in: segment, term
-- out: page
SELECT pgno AS page FROM rest_index_idx WHERE segid = :segment AND term <= :term ORDER BY term DESC LIMIT 1;
