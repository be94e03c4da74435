-- How often the server looks for drift in an environment; never without a row.
CREATE TABLE drift_schedules (
    environment TEXT PRIMARY KEY NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    interval    TEXT NOT NULL CHECK (interval IN ('hourly', 'daily'))
) STRICT, WITHOUT ROWID;

-- What the last look at a design's tables in an environment found; `found` is empty when it failed.
CREATE TABLE drift_checks (
    environment TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    design      TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    version     INTEGER,
    at          INTEGER NOT NULL,
    error       TEXT,
    found       TEXT NOT NULL,
    PRIMARY KEY (environment, design)
) STRICT, WITHOUT ROWID;

-- What the plan of a request does to access patterns; made with the plan, since the live state is known then.
CREATE TABLE plan_effects (
    request  TEXT PRIMARY KEY NOT NULL REFERENCES requests (id) ON DELETE CASCADE,
    digest   TEXT NOT NULL,
    patterns TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The version that all tables were seen equal to without a run: after they were adopted, or their drift accepted.
CREATE TABLE baselines (
    environment TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    design      TEXT NOT NULL,
    version     INTEGER NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (environment, design),
    FOREIGN KEY (design, version) REFERENCES versions (design, number) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
