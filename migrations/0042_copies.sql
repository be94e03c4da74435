-- Where a run copies the items of a table that is replaced, as JSON: a bucket, a prefix in it, and whose it is.
ALTER TABLE environments ADD COLUMN copies TEXT;

-- The sandbox has one from now on, so that a migration is carried out there as on AWS; but not in the middle of a run,
-- which goes on only in the environment that was approved.
UPDATE environments SET copies = '{"bucket":"tablewright-sandbox","prefix":"copies"}'
WHERE kind = 'sandbox' AND NOT EXISTS (SELECT 1 FROM leases WHERE leases.environment = environments.id);
