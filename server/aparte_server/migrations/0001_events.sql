-- One script for SQLite, PostgreSQL and what speaks its language. Every key of a large table leads
-- with the organisation, so that it can be spread over machines; nothing refers to another
-- organisation's rows. Times are milliseconds since 1970, in UTC.

CREATE TABLE organisation (
    org_id TEXT PRIMARY KEY,
    siret TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    generation TEXT NOT NULL,
    change_no BIGINT NOT NULL,
    made_at BIGINT NOT NULL
);

CREATE TABLE device (
    org_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    label TEXT NOT NULL,
    enrolled_at BIGINT NOT NULL,
    forked_from TEXT NOT NULL,
    revoked_at BIGINT,
    PRIMARY KEY (org_id, device_id)
);

CREATE TABLE device_token (
    org_id TEXT NOT NULL,
    token_hash TEXT NOT NULL,
    device_id TEXT NOT NULL,
    issued_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT,
    PRIMARY KEY (org_id, token_hash)
);

CREATE TABLE enrolment_code (
    code_hash TEXT PRIMARY KEY,
    org_id TEXT NOT NULL,
    label TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);

CREATE TABLE event (
    org_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    contact_id TEXT NOT NULL,
    agent_ref TEXT NOT NULL,
    type TEXT NOT NULL,
    schema_v INTEGER NOT NULL,
    occurred_at TEXT NOT NULL,
    seen_cursor TEXT NOT NULL,
    supersedes TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    payload TEXT,
    PRIMARY KEY (org_id, event_id),
    UNIQUE (org_id, device_id, seq)
);

CREATE INDEX event_contact ON event (org_id, contact_id);

CREATE TABLE receipt (
    org_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    event_id TEXT NOT NULL,
    status TEXT NOT NULL,
    PRIMARY KEY (org_id, device_id, seq)
);

CREATE TABLE quarantine (
    org_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    contact_id TEXT NOT NULL,
    reason TEXT NOT NULL,
    received_at BIGINT NOT NULL,
    body TEXT,
    PRIMARY KEY (org_id, event_id)
);

CREATE INDEX quarantine_contact ON quarantine (org_id, contact_id);

CREATE TABLE erasure (
    org_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    change_no BIGINT NOT NULL,
    PRIMARY KEY (org_id, contact_id)
);

CREATE TABLE change (
    org_id TEXT NOT NULL,
    change_no BIGINT NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    PRIMARY KEY (org_id, change_no)
);
