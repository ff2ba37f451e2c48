-- A token may stand for a person; one of before stands for a program that reads figures.
ALTER TABLE staff_token ADD COLUMN person_id TEXT NOT NULL DEFAULT '';

-- Who works on a town's knowledge, and as what. Removed, never deleted: the journal names them.
CREATE TABLE staff_person (
    org_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    removed_at BIGINT,
    PRIMARY KEY (org_id, person_id),
    UNIQUE (org_id, name)
);

-- Urgent changes, as proposed: what is published is those validated and not yet over.
CREATE TABLE urgent_change (
    org_id TEXT NOT NULL,
    change_id TEXT NOT NULL,
    state TEXT NOT NULL,
    body TEXT NOT NULL,
    proposed_by TEXT NOT NULL,
    proposed_at BIGINT NOT NULL,
    ends_at BIGINT,
    decided_by TEXT NOT NULL DEFAULT '',
    decided_at BIGINT,
    reason TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (org_id, change_id)
);

-- Who did what, for the town's own record: its staff, and no citizen.
CREATE TABLE urgent_act (
    org_id TEXT NOT NULL,
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    change_id TEXT NOT NULL,
    act TEXT NOT NULL,
    person_id TEXT NOT NULL,
    role TEXT NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (org_id, number)
);

-- The number of the last set that was signed: it never goes back.
CREATE TABLE urgent_version (
    org_id TEXT PRIMARY KEY,
    version BIGINT NOT NULL,
    signed_at BIGINT NOT NULL
);
