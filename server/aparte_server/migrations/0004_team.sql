-- What the town decides for its workstations: how long one may stay away before its records close (0: for
-- ever), and the public half of its recovery key. `team_version` changes with anything of the team that a
-- workstation may have to act on.
CREATE TABLE town_rules (
    org_id TEXT PRIMARY KEY,
    lease_days BIGINT NOT NULL,
    recovery TEXT NOT NULL,
    team_version BIGINT NOT NULL,
    team_epoch BIGINT NOT NULL
);

-- Public keys, and the team's keys sealed to each: nothing here opens a call-back.
CREATE TABLE team_device (
    org_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    public TEXT NOT NULL,
    proof TEXT NOT NULL,
    epoch BIGINT NOT NULL,
    wrapped TEXT NOT NULL,
    PRIMARY KEY (org_id, device_id)
);

-- Whom to call back, sealed by the workstations; one row a contact, emptied when it is done. The row of one
-- that is done stays until its last day, so that a late event does not bring it back.
CREATE TABLE call_back (
    org_id TEXT NOT NULL,
    contact_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    sealed TEXT NOT NULL,
    taken_device TEXT NOT NULL,
    taken TEXT NOT NULL,
    last_day TEXT NOT NULL,
    done BIGINT NOT NULL,
    PRIMARY KEY (org_id, contact_id)
);

CREATE INDEX call_back_day ON call_back (org_id, last_day);

-- Each workstation's key, sealed to the town's recovery key, whose private half is never here.
CREATE TABLE escrow (
    org_id TEXT NOT NULL,
    device_id TEXT NOT NULL,
    document TEXT NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, device_id)
);
