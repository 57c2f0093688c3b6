/** What can be done to many sweeps at once. */
export const BULK_ACTIONS = [
  'cancel',
  'pause',
  'resume',
  'retry',
  'prioritize',
  'label',
  'archive',
  'unarchive',
] as const;

export type BulkAction = (typeof BULK_ACTIONS)[number];
