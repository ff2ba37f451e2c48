-- Where an event is looked for. A recorded contact: the month of its own day, « 2026-10 », which the
-- figures count; « * » where the text does not tell it for sure, read with every month. Any other
-- event: « ~ » and a month of arrival, for the one who clears away what is too old.
ALTER TABLE event ADD COLUMN month TEXT NOT NULL DEFAULT '';

UPDATE event SET month = CASE
    WHEN type <> 'contact.recorded' OR payload IS NULL OR strpos(payload, '"local_day":"') = 0
        THEN '~' || substr(occurred_at, 1, 7)
    WHEN strpos(substr(payload, strpos(payload, '"local_day":"') + 13), '"local_day":"') > 0
        THEN '*'
    ELSE substr(payload, strpos(payload, '"local_day":"') + 13, 7)
END;

CREATE INDEX event_month ON event (org_id, month);

CREATE INDEX event_corrected ON event (org_id, contact_id) WHERE type = 'contact.corrected';

-- How long a town keeps events, and when it last cleared some away (0: never).
ALTER TABLE organisation ADD COLUMN keep_months INTEGER NOT NULL DEFAULT 36;
ALTER TABLE organisation ADD COLUMN purged_at BIGINT NOT NULL DEFAULT 0;

-- What is left of an event that was cleared away, so that a copied disk never brings it back.
CREATE TABLE purged_event (
    org_id TEXT NOT NULL,
    event_id TEXT NOT NULL,
    PRIMARY KEY (org_id, event_id)
);
