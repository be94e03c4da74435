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
