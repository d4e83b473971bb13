-- The work that has this id no longer, or that took a source of this id in.
-- in: id, same_id
-- out: nr
SELECT d.nr FROM former_id AS f JOIN document AS d ON d.id = f.document WHERE f.id = :id
UNION ALL SELECT document AS nr FROM work_source WHERE id = :same_id LIMIT 1;
