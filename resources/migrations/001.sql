-- The run file, format 1. Each file here takes a run file from the format before to the one of its number; a released
-- file is never changed again. A statement ends with a semicolon at the end of a line.

-- "Crel": how Creel, and file(1), know a run file from any other SQLite file.
PRAGMA application_id = 0x4372656C;

-- Exactly one row.
CREATE TABLE run (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    created_at TEXT NOT NULL, -- ISO 8601, UTC
    created_by TEXT NOT NULL, -- "Creel/0.1.0"
    options    TEXT NOT NULL  -- JSON
);

-- The paste, line by line. Never changed after the run was made.
CREATE TABLE lines (
    line        INTEGER PRIMARY KEY, -- from 1, without gaps
    text        TEXT NOT NULL,       -- as pasted, user info left out
    credentials BLOB                 -- "user:password" of the line's user info
);

-- The rows of table and export; the columns from `line` on are theirs, in name and order. A line's own record has the
-- line's number as its id; anything that fetched rows leave behind belongs to the record, by this id.
CREATE TABLE records (
    id           INTEGER PRIMARY KEY,
    line         INTEGER NOT NULL REFERENCES lines,
    url          TEXT NOT NULL,
    state        TEXT NOT NULL, -- queued, ok, failed, invalid, duplicate, skipped, stopped, blank
    status       INTEGER,
    final_url    TEXT,
    title        TEXT,
    description  TEXT,
    h1           TEXT,
    canonical    TEXT,
    lang         TEXT,
    content_type TEXT,
    charset      TEXT,
    bytes        INTEGER,
    words        INTEGER,
    links        INTEGER,
    redirects    INTEGER,
    elapsed_ms   INTEGER,
    fetched_at   INTEGER, -- UTC, milliseconds since 1970
    error_kind   TEXT,
    error        TEXT
);
-- The ledger's sum and the filter by state read this alone, and not a million wide rows.
CREATE INDEX records_by_state ON records (state);

CREATE TABLE hops (
    record   INTEGER NOT NULL REFERENCES records,
    hop      INTEGER NOT NULL, -- from 1
    url      TEXT NOT NULL,
    status   INTEGER NOT NULL,
    location TEXT NOT NULL,
    PRIMARY KEY (record, hop)
) WITHOUT ROWID;

-- The last answer, or the last attempt to get one. A phase that did not happen is NULL.
CREATE TABLE responses (
    record        INTEGER PRIMARY KEY REFERENCES records,
    head          BLOB, -- status line and header fields, exact bytes
    peer          TEXT, -- address:port
    attempts      INTEGER NOT NULL,
    dns_ms        INTEGER,
    connect_ms    INTEGER,
    tls_ms        INTEGER,
    first_byte_ms INTEGER,
    total_ms      INTEGER
);

CREATE TABLE bodies (
    record INTEGER PRIMARY KEY REFERENCES records,
    body   BLOB NOT NULL -- decoded, then one zstd frame
);
