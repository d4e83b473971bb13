-- Works without identifiers that came from a source.
-- in: source
-- out: nr, sha256
SELECT nr, sha256 FROM document WHERE source = :source AND id >= 'sha256:' AND id < 'sha256;';
