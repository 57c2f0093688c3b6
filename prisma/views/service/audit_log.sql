-- Only for administrators: people's queries may not read it.
CREATE OR REPLACE VIEW audit_log AS
SELECT a.id, a.made_at, a.actor, k.name AS key_name, a.action, a.object, a.request_id, a.details
FROM audit_entries a
LEFT JOIN api_keys k ON k.id = a.actor;

COMMENT ON VIEW audit_log IS
    'Every change that people and their programs made to sweeps and keys, one row each.';
COMMENT ON COLUMN audit_log.id IS 'In the order of the changes, with gaps.';
COMMENT ON COLUMN audit_log.made_at IS 'When it was made.';
COMMENT ON COLUMN audit_log.actor IS
    'The id of the key that asked for it; local if none was needed, or if it was made at the host.';
COMMENT ON COLUMN audit_log.key_name IS 'The name of that key; null for local.';
COMMENT ON COLUMN audit_log.action IS 'What was done, such as sweep.cancel.';
COMMENT ON COLUMN audit_log.object IS 'The id of the sweep or key; queues for what was done at /queues.';
COMMENT ON COLUMN audit_log.request_id IS
    'The x-request-id of the request, which is in the log too; null if there was none.';
COMMENT ON COLUMN audit_log.details IS 'What the action does not say, such as the new priority.';
