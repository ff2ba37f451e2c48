"""The tables.

Moments are microseconds since 1970 in UTC, days are local and ISO 8601. An event is its own
outbox row: `seq` is its key, so the queue can't disagree with what it carries. Whatever must be
erased apart from the rest has its own table, so that erasing is a delete. The `count_` tables are
the statistics: they know neither citizen nor agent, and outlive what they counted.
"""

FIRST = (
    """
    CREATE TABLE meta (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        device_id TEXT NOT NULL,
        generation INTEGER NOT NULL DEFAULT 1,
        last_seq INTEGER NOT NULL DEFAULT 0,
        acked_seq INTEGER NOT NULL DEFAULT 0 CHECK (acked_seq <= last_seq),
        seen_cursor TEXT NOT NULL DEFAULT '',
        expired_at INTEGER,
        doubted_at INTEGER
    ) STRICT
    """,
    "CREATE TABLE author (n INTEGER PRIMARY KEY, ref TEXT NOT NULL UNIQUE) STRICT",
    """
    CREATE TABLE event (
        seq INTEGER PRIMARY KEY CHECK (seq != 0),
        event_id TEXT NOT NULL UNIQUE,
        device_id TEXT NOT NULL,
        contact_id TEXT NOT NULL,
        agent_ref TEXT NOT NULL,
        type TEXT NOT NULL,
        schema_v INTEGER NOT NULL,
        occurred_at TEXT NOT NULL,
        seen_cursor TEXT NOT NULL,
        supersedes TEXT NOT NULL,
        payload TEXT,
        acked_at INTEGER
    ) STRICT
    """,
    "CREATE INDEX event_contact ON event (contact_id)",
    "CREATE VIEW outbox AS SELECT seq, event_id, acked_at FROM event",
    """
    CREATE TABLE contact (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        author INTEGER NOT NULL REFERENCES author,
        reference TEXT NOT NULL,
        channel TEXT NOT NULL,
        opened_at INTEGER NOT NULL,
        closed_at INTEGER NOT NULL,
        saved_at INTEGER NOT NULL,
        day TEXT NOT NULL,
        hour INTEGER NOT NULL,
        handled_s INTEGER NOT NULL,
        late INTEGER NOT NULL,
        tally INTEGER NOT NULL,
        outcomes INTEGER NOT NULL,
        versions INTEGER NOT NULL,
        event_id TEXT NOT NULL,
        last_seq INTEGER NOT NULL
    ) STRICT
    """,
    # The journal reads and filters from the index alone.
    "CREATE INDEX contact_newest ON contact (author, opened_at, n, channel, outcomes, last_seq)",
    "CREATE INDEX contact_reference ON contact (reference)",
    """
    CREATE TABLE demand (
        contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
        position INTEGER NOT NULL,
        id TEXT NOT NULL,
        code TEXT NOT NULL,
        choice TEXT NOT NULL,
        outcome TEXT NOT NULL,
        service TEXT NOT NULL,
        guesses TEXT NOT NULL,
        PRIMARY KEY (contact, position)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX demand_code ON demand (code, contact)",
    # All the acts of a contact in one row: they are only ever read together.
    """
    CREATE TABLE answer_use (
        contact INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
        uses TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE version (
        contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
        number INTEGER NOT NULL,
        event_id TEXT NOT NULL,
        at INTEGER NOT NULL,
        channel TEXT NOT NULL,
        demands TEXT NOT NULL,
        reason TEXT NOT NULL,
        reason_until TEXT NOT NULL,
        PRIMARY KEY (contact, number)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX version_reason ON version (reason_until) WHERE reason != ''",
    """
    CREATE TABLE contact_text (
        contact INTEGER NOT NULL REFERENCES contact ON DELETE CASCADE,
        kind TEXT NOT NULL CHECK (kind IN ('said', 'notes')),
        text TEXT NOT NULL,
        keep_until TEXT NOT NULL,
        UNIQUE (contact, kind)
    ) STRICT
    """,
    "CREATE INDEX contact_text_until ON contact_text (keep_until)",
    """
    CREATE TABLE call_back (
        contact INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
        name TEXT NOT NULL,
        phone TEXT NOT NULL,
        about TEXT NOT NULL,
        due INTEGER,
        until TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE lesson (
        contact INTEGER PRIMARY KEY REFERENCES contact ON DELETE CASCADE,
        data TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE open_contact (
        id TEXT PRIMARY KEY,
        author INTEGER NOT NULL REFERENCES author,
        opened_at INTEGER NOT NULL,
        data TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE gap (
        n INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        author INTEGER NOT NULL REFERENCES author,
        reference TEXT NOT NULL,
        kind TEXT NOT NULL,
        filed_at INTEGER NOT NULL,
        text TEXT NOT NULL,
        article_ids TEXT NOT NULL,
        theme TEXT NOT NULL,
        status TEXT NOT NULL,
        reread INTEGER NOT NULL,
        contact_id TEXT NOT NULL,
        event_id TEXT NOT NULL
    ) STRICT
    """,
    "CREATE INDEX gap_contact ON gap (contact_id)",
    """
    CREATE TABLE erasure (
        contact_id TEXT PRIMARY KEY,
        event_id TEXT NOT NULL,
        erased_at INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE TABLE learned (name TEXT PRIMARY KEY, data BLOB NOT NULL, saved_at INTEGER NOT NULL) STRICT",
    # How many contacts an agent's journal lists, so that opening it counts nothing. Never shown nor exported.
    """
    CREATE TABLE listed (
        author INTEGER NOT NULL REFERENCES author,
        day TEXT NOT NULL,
        channel TEXT NOT NULL,
        contacts INTEGER NOT NULL CHECK (contacts >= 0),
        PRIMARY KEY (author, day, channel)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE count_contact (
        day TEXT NOT NULL,
        hour INTEGER NOT NULL,
        channel TEXT NOT NULL,
        contacts INTEGER NOT NULL CHECK (contacts >= 0),
        handled_s INTEGER NOT NULL CHECK (handled_s >= 0),
        timed INTEGER NOT NULL CHECK (timed >= 0),
        PRIMARY KEY (day, hour, channel)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE count_demand (
        day TEXT NOT NULL,
        channel TEXT NOT NULL,
        code TEXT NOT NULL,
        outcome TEXT NOT NULL,
        service TEXT NOT NULL,
        demands INTEGER NOT NULL CHECK (demands >= 0),
        PRIMARY KEY (day, channel, code, outcome, service)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE count_article (
        day TEXT NOT NULL,
        article_id TEXT NOT NULL,
        title TEXT NOT NULL,
        opened INTEGER NOT NULL CHECK (opened >= 0),
        given INTEGER NOT NULL CHECK (given >= 0),
        PRIMARY KEY (day, article_id)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE count_gap (
        day TEXT NOT NULL,
        theme TEXT NOT NULL,
        gaps INTEGER NOT NULL CHECK (gaps >= 0),
        PRIMARY KEY (day, theme)
    ) STRICT, WITHOUT ROWID
    """,
)

# Whom this device sends to; absent until it is enrolled. The token is here and nowhere else: the file is encrypted.
LINK = (
    """
    CREATE TABLE link (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        server TEXT NOT NULL,
        device_id TEXT NOT NULL,
        token TEXT NOT NULL,
        expires_at INTEGER NOT NULL,
        enrolled_at INTEGER NOT NULL,
        synced_at INTEGER,
        refused TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
)

# The team of the workstations of one town: who we are in it, the keys that its call-backs are sealed under, and
# those of the others, sealed as they came. `ring` holds keys of 32 bytes, the newest last; `taken` is the box that
# they came in; `typed` is the team's code as it was typed, until it has served. The lease counts time away from
# the server, never a date: a clock set back gives no time.
TEAM = (
    "ALTER TABLE call_back ADD COLUMN shared INTEGER NOT NULL DEFAULT 0",
    """
    CREATE TABLE team (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        org_id TEXT NOT NULL,
        private BLOB NOT NULL,
        ring BLOB NOT NULL DEFAULT x'',
        epoch INTEGER NOT NULL DEFAULT 0,
        pending BLOB NOT NULL DEFAULT x'',
        taken TEXT NOT NULL DEFAULT '',
        typed TEXT NOT NULL DEFAULT '',
        settled TEXT NOT NULL DEFAULT '',
        recovery TEXT NOT NULL DEFAULT '',
        escrowed TEXT NOT NULL DEFAULT ''
    ) STRICT
    """,
    "CREATE TABLE colleague (device_id TEXT PRIMARY KEY, label TEXT NOT NULL) STRICT",
    """
    CREATE TABLE team_call_back (
        contact_id TEXT PRIMARY KEY,
        device_id TEXT NOT NULL,
        sealed TEXT NOT NULL,
        taken_device TEXT NOT NULL,
        taken TEXT NOT NULL,
        until TEXT NOT NULL
    ) STRICT
    """,
    """
    CREATE TABLE lease (
        only INTEGER PRIMARY KEY CHECK (only = 1),
        days INTEGER NOT NULL,
        away_s INTEGER NOT NULL DEFAULT 0,
        seen_at INTEGER NOT NULL
    ) STRICT
    """,
    # The version before passed over kinds of changes that this one knows: everything is read again.
    "UPDATE meta SET seen_cursor = ''",
)
