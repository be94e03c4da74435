-- Everything that the server keeps. Times are unix milliseconds, ids and states are the texts of `crates/storage`.
-- A published migration is never edited: the server refuses a database whose migrations are not the ones it knows.

CREATE TABLE users (
    id             TEXT PRIMARY KEY NOT NULL,
    name           TEXT NOT NULL,
    email          TEXT NOT NULL COLLATE NOCASE UNIQUE,
    role           TEXT NOT NULL CHECK (role IN ('viewer', 'designer', 'reviewer', 'operator', 'administrator')),
    password_hash  TEXT NOT NULL,
    created_at     INTEGER NOT NULL,
    deactivated_at INTEGER
) STRICT;

CREATE TABLE sessions (
    token_hash   BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    user         TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_user ON sessions (user);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- Without a creator: the link that a first start prints.
CREATE TABLE invitations (
    token_hash BLOB PRIMARY KEY NOT NULL CHECK (length(token_hash) = 32),
    role       TEXT NOT NULL CHECK (role IN ('viewer', 'designer', 'reviewer', 'operator', 'administrator')),
    created_by TEXT REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER,
    used_by    TEXT REFERENCES users (id),
    CHECK ((used_at IS NULL) = (used_by IS NULL))
) STRICT, WITHOUT ROWID;

-- `name` and `table_count` repeat the document for lists.
CREATE TABLE designs (
    id           TEXT PRIMARY KEY NOT NULL,
    name         TEXT NOT NULL,
    table_count  INTEGER NOT NULL,
    created_by   TEXT NOT NULL REFERENCES users (id),
    created_at   INTEGER NOT NULL,
    updated_at   INTEGER NOT NULL,
    archived_at  INTEGER,
    seq          INTEGER NOT NULL CHECK (seq >= snapshot_seq),
    snapshot     TEXT NOT NULL,
    snapshot_seq INTEGER NOT NULL CHECK (snapshot_seq >= 0)
) STRICT;

CREATE TABLE edits (
    design  TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    seq     INTEGER NOT NULL CHECK (seq >= 1),
    edit_id TEXT NOT NULL,
    author  TEXT NOT NULL REFERENCES users (id),
    at      INTEGER NOT NULL,
    edit    TEXT NOT NULL,
    inverse TEXT NOT NULL,
    PRIMARY KEY (design, seq),
    UNIQUE (design, edit_id)
) STRICT;

CREATE TABLE versions (
    design     TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL CHECK (number >= 1),
    message    TEXT NOT NULL,
    author     TEXT NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    seq        INTEGER NOT NULL CHECK (seq >= 0),
    digest     TEXT NOT NULL,
    document   TEXT NOT NULL,
    PRIMARY KEY (design, number)
) STRICT;

CREATE TABLE environments (
    id            TEXT PRIMARY KEY NOT NULL,
    name          TEXT NOT NULL COLLATE NOCASE UNIQUE,
    kind          TEXT NOT NULL CHECK (kind IN ('sandbox', 'aws')),
    region        TEXT NOT NULL,
    account       TEXT,
    endpoint      TEXT,
    profile       TEXT,
    role_arn      TEXT,
    name_template TEXT NOT NULL,
    self_approval INTEGER NOT NULL CHECK (self_approval IN (0, 1)),
    created_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_sandbox ON environments (kind) WHERE kind = 'sandbox';

-- `aws_table_id` tells the table apart from a later one of the same name.
CREATE TABLE managed_tables (
    environment  TEXT NOT NULL REFERENCES environments (id),
    name         TEXT NOT NULL,
    design       TEXT NOT NULL REFERENCES designs (id),
    table_id     TEXT NOT NULL,
    aws_table_id TEXT NOT NULL,
    managed_at   INTEGER NOT NULL,
    PRIMARY KEY (environment, name)
) STRICT;
CREATE INDEX managed_tables_by_design ON managed_tables (design, environment);

-- `digest` is the plan's: what an approval has to name.
CREATE TABLE requests (
    id          TEXT PRIMARY KEY NOT NULL,
    design      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (id),
    title       TEXT NOT NULL,
    author      TEXT NOT NULL REFERENCES users (id),
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    state       TEXT NOT NULL CHECK
        (state IN ('in_review', 'approved', 'applying', 'applied', 'failed', 'discarded', 'stale')),
    plan        TEXT NOT NULL,
    digest      TEXT NOT NULL,
    FOREIGN KEY (design, version) REFERENCES versions (design, number)
) STRICT;
CREATE INDEX requests_by_design ON requests (design, version);
CREATE INDEX requests_by_environment ON requests (environment);

CREATE TABLE approvals (
    request TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    user    TEXT NOT NULL REFERENCES users (id),
    digest  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    comment TEXT NOT NULL,
    PRIMARY KEY (request, user, digest)
) STRICT;

CREATE TABLE runs (
    id          TEXT PRIMARY KEY NOT NULL,
    request     TEXT NOT NULL REFERENCES requests (id),
    environment TEXT NOT NULL REFERENCES environments (id),
    started_by  TEXT NOT NULL REFERENCES users (id),
    started_at  INTEGER NOT NULL,
    finished_at INTEGER,
    state       TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
    error       TEXT,
    CHECK ((finished_at IS NULL) = (state = 'running'))
) STRICT;
CREATE INDEX runs_by_request ON runs (request);
CREATE INDEX runs_by_environment ON runs (environment);
CREATE INDEX open_runs ON runs (started_at) WHERE state = 'running';

CREATE TABLE run_steps (
    run             TEXT NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL CHECK (number >= 1),
    state           TEXT NOT NULL CHECK (state IN ('pending', 'intent', 'waiting', 'done', 'failed', 'skipped')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    aws_request_ids TEXT NOT NULL DEFAULT '[]',
    detail          TEXT,
    started_at      INTEGER,
    finished_at     INTEGER,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

-- One run at a time changes an environment.
CREATE TABLE leases (
    environment TEXT PRIMARY KEY NOT NULL REFERENCES environments (id),
    run         TEXT NOT NULL UNIQUE REFERENCES runs (id),
    taken_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
