/** The project of sweeps that name no other. It always exists and has no quota. */
export const DEFAULT_PROJECT = 'default';

/** What names of projects look like. */
export const PROJECT_NAME_PATTERN = '^[a-z0-9][a-z0-9._-]{0,62}$';

/** Limits of a project's share of the slots. */
export const PROJECT_SHARE = { minimum: 1, maximum: 1000 } as const;
