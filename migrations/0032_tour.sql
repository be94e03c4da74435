-- The example of a change request and of a drifted table: at most one row, which stays after the example was removed, so
-- that it is never made again. `people` are the ids of those who are made up, as JSON.
CREATE TABLE tour (
    id      INTEGER PRIMARY KEY NOT NULL CHECK (id = 1),
    state   TEXT NOT NULL CHECK (state IN ('making', 'there', 'removed')),
    design  TEXT NOT NULL,
    request TEXT,
    people  TEXT NOT NULL
) STRICT;
