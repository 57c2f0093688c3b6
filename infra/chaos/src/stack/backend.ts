export const BACKENDS = ['redis', 'postgres'] as const;

/** What carries the queue. */
export type Backend = (typeof BACKENDS)[number];
