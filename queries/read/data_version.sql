-- Changes when another connection has written.
-- out: data_version
SELECT data_version FROM pragma_data_version;
