-- Counts the changes of an environment, so that who edits one names what they have seen.
ALTER TABLE environments ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
