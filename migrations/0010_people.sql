-- People, tokens, policies, comments, audit and webhooks.

-- Requests know more states. SQLite can't change a CHECK, so the table and all that refer to it are made anew: copied
-- parents first, dropped children first, and renamed, which takes the references along.

CREATE TABLE requests_2 (
    id            TEXT PRIMARY KEY NOT NULL,
    design        TEXT NOT NULL,
    version       INTEGER NOT NULL,
    environment   TEXT NOT NULL REFERENCES environments (id),
    title         TEXT NOT NULL,
    author        TEXT NOT NULL REFERENCES users (id),
    created_at    INTEGER NOT NULL,
    updated_at    INTEGER NOT NULL,
    state         TEXT NOT NULL CHECK (state IN ('draft', 'checks', 'in_review', 'approved', 'applying', 'applied',
        'failed', 'discarded', 'stale', 'superseded')),
    plan          TEXT NOT NULL,
    digest        TEXT NOT NULL,
    -- What was found out about the plan before anybody looked at it, as JSON.
    checks        TEXT NOT NULL DEFAULT '[]',
    -- The request whose run made this one pointless.
    superseded_by TEXT REFERENCES requests_2 (id),
    FOREIGN KEY (design, version) REFERENCES versions (design, number)
) STRICT;
INSERT INTO requests_2 (id, design, version, environment, title, author, created_at, updated_at, state, plan, digest)
    SELECT id, design, version, environment, title, author, created_at, updated_at, state, plan, digest FROM requests;

-- `typed` are the names of the tables that the approver typed, as JSON.
CREATE TABLE approvals_2 (
    request TEXT NOT NULL REFERENCES requests_2 (id) ON DELETE CASCADE,
    user    TEXT NOT NULL REFERENCES users (id),
    digest  TEXT NOT NULL,
    at      INTEGER NOT NULL,
    comment TEXT NOT NULL,
    typed   TEXT NOT NULL DEFAULT '[]',
    PRIMARY KEY (request, user, digest)
) STRICT;
INSERT INTO approvals_2 (request, user, digest, at, comment)
    SELECT request, user, digest, at, comment FROM approvals;

CREATE TABLE runs_2 (
    id              TEXT PRIMARY KEY NOT NULL,
    request         TEXT NOT NULL REFERENCES requests_2 (id),
    environment     TEXT NOT NULL REFERENCES environments (id),
    started_by      TEXT NOT NULL REFERENCES users (id),
    started_at      INTEGER NOT NULL,
    finished_at     INTEGER,
    state           TEXT NOT NULL CHECK (state IN ('running', 'succeeded', 'failed', 'cancelled')),
    error           TEXT,
    -- The order to stop survives a restart.
    cancel_asked_at INTEGER,
    cancel_asked_by TEXT REFERENCES users (id),
    CHECK ((finished_at IS NULL) = (state = 'running'))
) STRICT;
INSERT INTO runs_2 (id, request, environment, started_by, started_at, finished_at, state, error)
    SELECT id, request, environment, started_by, started_at, finished_at, state, error FROM runs;

CREATE TABLE run_steps_2 (
    run             TEXT NOT NULL REFERENCES runs_2 (id) ON DELETE CASCADE,
    number          INTEGER NOT NULL CHECK (number >= 1),
    state           TEXT NOT NULL CHECK (state IN ('pending', 'intent', 'waiting', 'done', 'failed', 'skipped')),
    attempts        INTEGER NOT NULL DEFAULT 0,
    aws_request_ids TEXT NOT NULL DEFAULT '[]',
    detail          TEXT,
    started_at      INTEGER,
    finished_at     INTEGER,
    PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;
INSERT INTO run_steps_2 SELECT run, number, state, attempts, aws_request_ids, detail, started_at, finished_at
    FROM run_steps;

CREATE TABLE leases_2 (
    environment TEXT PRIMARY KEY NOT NULL REFERENCES environments (id),
    run         TEXT NOT NULL UNIQUE REFERENCES runs_2 (id),
    taken_at    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO leases_2 SELECT environment, run, taken_at FROM leases;

DROP TABLE leases;
DROP TABLE run_steps;
DROP TABLE runs;
DROP TABLE approvals;
DROP TABLE requests;
ALTER TABLE requests_2 RENAME TO requests;
ALTER TABLE approvals_2 RENAME TO approvals;
ALTER TABLE runs_2 RENAME TO runs;
ALTER TABLE run_steps_2 RENAME TO run_steps;
ALTER TABLE leases_2 RENAME TO leases;
CREATE INDEX requests_by_design ON requests (design, version);
CREATE INDEX requests_by_environment ON requests (environment, state);
CREATE INDEX requests_by_age ON requests (created_at, id);
CREATE INDEX runs_by_request ON runs (request);
CREATE INDEX runs_by_environment ON runs (environment);
CREATE INDEX open_runs ON runs (started_at) WHERE state = 'running';

-- Every plan that a request ever had: what an approver approved stays readable.
CREATE TABLE request_plans (
    request TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    digest  TEXT NOT NULL,
    plan    TEXT NOT NULL,
    checks  TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    PRIMARY KEY (request, digest)
) STRICT;
INSERT INTO request_plans SELECT id, digest, plan, '[]', updated_at FROM requests;

-- What it takes to change an environment, as JSON; `revision` is what an editor has seen.
CREATE TABLE policies (
    environment TEXT PRIMARY KEY NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    policy      TEXT NOT NULL,
    revision    INTEGER NOT NULL CHECK (revision >= 1)
) STRICT;
INSERT INTO policies SELECT id, '{"self_approval":true}', 1 FROM environments WHERE self_approval = 1;
ALTER TABLE environments DROP COLUMN self_approval;

CREATE TABLE comments (
    id          TEXT PRIMARY KEY NOT NULL,
    request     TEXT NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    -- The first comment of the thread; NULL for that one itself.
    thread      TEXT REFERENCES comments (id) ON DELETE CASCADE,
    -- What the thread is about, as JSON; NULL inside a thread.
    anchor      TEXT,
    author      TEXT NOT NULL REFERENCES users (id),
    at          INTEGER NOT NULL,
    -- The plan that the author saw.
    digest      TEXT NOT NULL,
    body        TEXT NOT NULL,
    resolved_at INTEGER,
    resolved_by TEXT REFERENCES users (id),
    CHECK ((thread IS NULL) = (anchor IS NOT NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
) STRICT;
CREATE INDEX comments_by_request ON comments (request, at, id);

CREATE TABLE mentions (
    comment TEXT NOT NULL REFERENCES comments (id) ON DELETE CASCADE,
    user    TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (comment, user)
) STRICT, WITHOUT ROWID;

-- `scopes` is JSON. A token acts for its user, and dies with the user's account.
CREATE TABLE tokens (
    id           TEXT PRIMARY KEY NOT NULL,
    hash         BLOB NOT NULL UNIQUE CHECK (length(hash) = 32),
    user         TEXT NOT NULL REFERENCES users (id),
    name         TEXT NOT NULL,
    scopes       TEXT NOT NULL,
    created_at   INTEGER NOT NULL,
    expires_at   INTEGER NOT NULL,
    last_used_at INTEGER,
    revoked_at   INTEGER
) STRICT;
CREATE INDEX tokens_by_user ON tokens (user, created_at);

-- Who did what. Each entry holds the hash of the one before it.
CREATE TABLE audit (
    seq        INTEGER PRIMARY KEY NOT NULL CHECK (seq >= 1),
    at         INTEGER NOT NULL,
    actor      TEXT,
    actor_name TEXT NOT NULL,
    token      TEXT,
    address    TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action     TEXT NOT NULL,
    subject    TEXT NOT NULL,
    digest     TEXT,
    detail     TEXT NOT NULL,
    previous   TEXT NOT NULL,
    hash       TEXT NOT NULL
) STRICT;
CREATE INDEX audit_by_actor ON audit (actor, seq);
CREATE INDEX audit_by_subject ON audit (subject, seq);
CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;

-- `events` is JSON; `seen` is the last entry of the audit log that was looked at.
CREATE TABLE webhooks (
    id         TEXT PRIMARY KEY NOT NULL,
    name       TEXT NOT NULL,
    url        TEXT NOT NULL,
    secret     TEXT NOT NULL,
    form       TEXT NOT NULL CHECK (form IN ('plain', 'chat')),
    events     TEXT NOT NULL,
    enabled    INTEGER NOT NULL CHECK (enabled IN (0, 1)),
    revision   INTEGER NOT NULL CHECK (revision >= 1),
    created_at INTEGER NOT NULL,
    seen       INTEGER NOT NULL
) STRICT;

CREATE TABLE deliveries (
    id         INTEGER PRIMARY KEY NOT NULL,
    webhook    TEXT NOT NULL REFERENCES webhooks (id) ON DELETE CASCADE,
    entry      INTEGER NOT NULL REFERENCES audit (seq),
    event      TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given_up')),
    attempts   INTEGER NOT NULL,
    -- When it is tried next; of one that is over, when it was tried last.
    due_at     INTEGER NOT NULL,
    status     INTEGER,
    error      TEXT,
    created_at INTEGER NOT NULL,
    UNIQUE (webhook, entry)
) STRICT;
CREATE INDEX due_deliveries ON deliveries (due_at) WHERE state = 'waiting';

-- What was answered to a request that creates something, in case it is sent again.
CREATE TABLE idempotency (
    user       TEXT NOT NULL REFERENCES users (id),
    key        TEXT NOT NULL,
    request    BLOB NOT NULL CHECK (length(request) = 32),
    status     INTEGER NOT NULL,
    body       BLOB NOT NULL,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (user, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_by_age ON idempotency (created_at);
