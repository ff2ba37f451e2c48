-- Who of a town may sign in through its identity provider: the provider says who someone is, this list
-- says who may. `kind` is « email » or « sub », as the provider names people.
CREATE TABLE staff_identity (
    org_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    value TEXT NOT NULL,
    person_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    PRIMARY KEY (org_id, kind, value)
);

-- A sign-in under way, used once: what came back must be what went out, from the same browser.
CREATE TABLE sign_in (
    state_hash TEXT PRIMARY KEY,
    browser_hash TEXT NOT NULL,
    nonce TEXT NOT NULL,
    verifier TEXT NOT NULL,
    next TEXT NOT NULL,
    expires_at BIGINT NOT NULL
);

CREATE TABLE staff_session (
    org_id TEXT NOT NULL,
    session_hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT,
    PRIMARY KEY (org_id, session_hash)
);
