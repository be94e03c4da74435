-- What a plan does to access patterns stands beside the plan, in the same commit, and stays when another plan follows.
ALTER TABLE request_plans ADD COLUMN patterns TEXT NOT NULL DEFAULT '[]';
UPDATE request_plans SET patterns = effects.patterns
FROM plan_effects AS effects
WHERE effects.request = request_plans.request AND effects.digest = request_plans.digest;
DROP TABLE plan_effects;
