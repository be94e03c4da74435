-- Guests, and comments on designs.

-- A link that opens one design to people without an account. It ends with its maker's right to edit.
CREATE TABLE guest_links (
    id         TEXT PRIMARY KEY NOT NULL,
    token_hash BLOB NOT NULL UNIQUE CHECK (length(token_hash) = 32),
    design     TEXT NOT NULL REFERENCES designs (id) ON DELETE CASCADE,
    access     TEXT NOT NULL CHECK (access IN ('view', 'comment', 'edit')),
    made_by    TEXT NOT NULL REFERENCES users (id),
    created_at INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER
) STRICT;
CREATE INDEX guest_links_by_design ON guest_links (design, created_at);

-- Whoever came by a link is a user that only this link lets in: what they did keeps their name.
ALTER TABLE users ADD COLUMN guest_of TEXT REFERENCES guest_links (id);
CREATE INDEX users_by_guest_link ON users (guest_of) WHERE guest_of IS NOT NULL;

-- A comment is on a request, with the plan that its author saw, or on a design.
CREATE TABLE comments_2 (
    id          TEXT PRIMARY KEY NOT NULL,
    request     TEXT REFERENCES requests (id) ON DELETE CASCADE,
    design      TEXT REFERENCES designs (id) ON DELETE CASCADE,
    thread      TEXT REFERENCES comments_2 (id) ON DELETE CASCADE,
    anchor      TEXT,
    author      TEXT NOT NULL REFERENCES users (id),
    at          INTEGER NOT NULL,
    digest      TEXT,
    body        TEXT NOT NULL,
    resolved_at INTEGER,
    resolved_by TEXT REFERENCES users (id),
    CHECK ((request IS NULL) <> (design IS NULL)),
    CHECK ((request IS NULL) = (digest IS NULL)),
    CHECK ((thread IS NULL) = (anchor IS NOT NULL)),
    CHECK ((resolved_at IS NULL) = (resolved_by IS NULL))
) STRICT;
INSERT INTO comments_2 (id, request, thread, anchor, author, at, digest, body, resolved_at, resolved_by)
    SELECT id, request, thread, anchor, author, at, digest, body, resolved_at, resolved_by FROM comments;

CREATE TABLE mentions_2 (
    comment TEXT NOT NULL REFERENCES comments_2 (id) ON DELETE CASCADE,
    user    TEXT NOT NULL REFERENCES users (id),
    PRIMARY KEY (comment, user)
) STRICT, WITHOUT ROWID;
INSERT INTO mentions_2 SELECT comment, user FROM mentions;

DROP TABLE mentions;
DROP TABLE comments;
ALTER TABLE comments_2 RENAME TO comments;
ALTER TABLE mentions_2 RENAME TO mentions;
CREATE INDEX comments_by_subject ON comments (request, design, at, id);
