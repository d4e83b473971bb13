-- Takes over a row of run_count from another store.
-- in: run, kind, name, count
INSERT INTO run_count (
  run, kind, name, count)
VALUES (
  :run, :kind, :name, :count);
