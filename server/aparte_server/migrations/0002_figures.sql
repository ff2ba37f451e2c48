-- What an erased contact still counts for: sums of a month, row by row of each published table,
-- never two tables together, so that nothing in them says which contact it was.
CREATE TABLE erased_count (
    org_id TEXT NOT NULL,
    month TEXT NOT NULL,
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    number BIGINT NOT NULL,
    PRIMARY KEY (org_id, month, kind, name)
);

-- Who reads figures without being a device: a manager's page, an open data export.
CREATE TABLE staff_token (
    org_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    label TEXT NOT NULL,
    scope TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (org_id, token_hash)
);
