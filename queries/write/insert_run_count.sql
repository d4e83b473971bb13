-- Stores one of the counts of a run.
-- in: run, kind, name, count
INSERT INTO run_count (run, kind, name, count) VALUES (:run, :kind, :name, :count);
