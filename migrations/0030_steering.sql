-- Runs that people steer, people who sign in elsewhere, and what an editor of a person has seen.

ALTER TABLE runs ADD COLUMN paused_at INTEGER;
-- Whether an index that is still being filled is dropped with the order to stop.
ALTER TABLE runs ADD COLUMN takes_back INTEGER NOT NULL DEFAULT 0 CHECK (takes_back IN (0, 1));

ALTER TABLE users ADD COLUMN revision INTEGER NOT NULL DEFAULT 1 CHECK (revision >= 1);

-- Who somebody is at a provider of identities. The subject is the provider's own and never given to somebody else, as
-- e-mail addresses are.
CREATE TABLE identities (
    issuer    TEXT NOT NULL,
    subject   TEXT NOT NULL,
    user      TEXT NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    linked_at INTEGER NOT NULL,
    PRIMARY KEY (issuer, subject)
) STRICT, WITHOUT ROWID;
CREATE INDEX identities_by_user ON identities (user);

-- What comparing the two tables of a migration has found: the proof that the old one may go. `found` is JSON; the ids are
-- those of AWS, since a table that is made again is another one.
CREATE TABLE comparisons (
    id          INTEGER PRIMARY KEY NOT NULL,
    environment TEXT NOT NULL REFERENCES environments (id) ON DELETE CASCADE,
    design      TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    old         TEXT NOT NULL,
    old_id      TEXT NOT NULL,
    new         TEXT NOT NULL,
    new_id      TEXT NOT NULL,
    is_same     INTEGER NOT NULL CHECK (is_same IN (0, 1)),
    found       TEXT NOT NULL,
    by          TEXT NOT NULL REFERENCES users (id),
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX comparisons_by_table ON comparisons (environment, design, old, at);
