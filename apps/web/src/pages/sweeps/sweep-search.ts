import type { SweepSummary } from '@rote/client';

type SweepState = SweepSummary['state'];

/** Which sweeps the list shows; part of the address. */
export interface SweepSearch {
  readonly search?: string;
  readonly state?: SweepState;
  readonly project?: string;
  /** `key=value`, or `key` for any value. */
  readonly label?: string;
  readonly archived?: 'any' | 'true';
}

export const SWEEP_STATES = Object.keys({
  active: true,
  paused: true,
  completed: true,
  failed: true,
  cancelled: true,
} satisfies Record<SweepState, true>) as readonly SweepState[];

const textOf = (value: unknown): string | undefined =>
  (typeof value === 'string' || typeof value === 'number') && String(value) !== ''
    ? String(value)
    : undefined;
const oneOf = <Value extends string>(value: unknown, values: readonly Value[]): Value | undefined =>
  values.find((each) => each === value);

/** Reads the address, and ignores what it does not know. */
export function readSweepSearch(address: Readonly<Record<string, unknown>>): SweepSearch {
  const fields = {
    search: textOf(address.search),
    state: oneOf(address.state, SWEEP_STATES),
    project: textOf(address.project),
    label: textOf(address.label),
    archived: oneOf(address.archived, ['any', 'true'] as const),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
