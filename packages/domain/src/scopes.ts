/**
 * What a key of the API may do. `read`: see sweeps, cells and results. `submit`: submit and plan sweeps. `operate`: cancel,
 * pause, resume, retry and reorder them. `sql`: query the views. `admin`: everything, including keys and the audit log.
 */
export const SCOPES = ['read', 'submit', 'operate', 'sql', 'admin'] as const;

export type Scope = (typeof SCOPES)[number];

/** What each scope includes besides itself. */
const INCLUDED = {
  read: [],
  submit: ['read'],
  operate: ['read'],
  sql: [],
  admin: ['read', 'submit', 'operate', 'sql'],
} as const satisfies Record<Scope, readonly Scope[]>;

/** Returns whether these scopes allow what needs the given one. */
export const allows = (held: readonly Scope[], needed: Scope): boolean =>
  held.some((scope) => scope === needed || (INCLUDED[scope] as readonly Scope[]).includes(needed));
