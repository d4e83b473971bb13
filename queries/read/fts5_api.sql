-- Hands out the interface of FTS5 through a bound pointer.
-- in: api
-- out: api
SELECT fts5(:api) AS api;
