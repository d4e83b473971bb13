-- Gives a document another source name for the same bytes.
-- in: source, nr
UPDATE document SET source = :source WHERE nr = :nr;
