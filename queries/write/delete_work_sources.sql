-- Removes the sources of a work.
-- in: document
DELETE FROM work_source WHERE document = :document;
