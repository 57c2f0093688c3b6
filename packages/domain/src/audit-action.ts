/** What people and their programs can change, as the audit log names it. */
export const AUDIT_ACTIONS = [
  'sweep.submit',
  'sweep.cancel',
  'sweep.pause',
  'sweep.resume',
  'sweep.prioritize',
  'sweep.retry',
  'sweep.import',
  'sweep.edit',
  'sweep.archive',
  'sweep.unarchive',
  'sweep.delete',
  'key.create',
  'key.revoke',
  'queue.change',
  'login.grant',
  'login.revoke',
  'project.create',
  'project.change',
  'project.delete',
  'webhook.create',
  'webhook.delete',
  'webhook.replay',
] as const;

export type AuditAction = (typeof AUDIT_ACTIONS)[number];
