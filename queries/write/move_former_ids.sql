-- What had become a document has become another with it.
-- in: document, former
UPDATE former_id SET document = :document WHERE document = :former;
