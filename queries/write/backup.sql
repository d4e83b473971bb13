-- Writes a whole copy of the store to a new file.
-- in: path
VACUUM INTO :path;
