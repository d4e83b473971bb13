-- 1 for a work with several sources.
-- in: document
-- out: found
SELECT EXISTS (SELECT 1 FROM work_source WHERE document = :document) AS found;
