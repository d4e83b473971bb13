-- Documents whose claims are still to be derived: those whose versions begin so.
-- in: beginning
-- out: count
SELECT count(*) AS count FROM document WHERE substr(versions, 1, length(:beginning)) = :beginning;
