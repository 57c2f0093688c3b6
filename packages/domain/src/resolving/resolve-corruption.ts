import type { Corruption } from '../cell.js';
import { labelNoise } from '../cell.js';
import type { CorruptionSpec } from '../sweep-spec.js';

export function resolveCorruption(spec: CorruptionSpec): Corruption {
  if (typeof spec === 'string') return { kind: spec };
  if (spec.kind === 'asymmetric-labels') return spec;
  const { kind, probability, excludeTrueClass = false } = spec;
  if (probability === 0) return { kind: 'none' };
  if (excludeTrueClass) return { kind, probability, excludeTrueClass };
  return probability === 1 ? { kind: 'random-labels' } : { kind, probability };
}

/** Whether a cell can have corrupted test labels; those of a two-class problem have no true form. */
export const hasTestLabels = (corruption: Corruption): boolean =>
  labelNoise(corruption) > 0 && corruption.kind !== 'random-binary-labels';
