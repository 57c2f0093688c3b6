import * as tf from '@tensorflow/tfjs-core';
import { RoteError } from '@rote/domain';
import type { Engine } from '../engine.js';
import { computeFingerprint, relativeDistance } from './fingerprint.js';
import type { Fingerprint } from './fingerprint.js';
import { KNOWN_FINGERPRINTS } from './known-fingerprints.js';
import { PROBES } from './probes.js';
import type { Probe } from './probes.js';

/**
 * How far an engine may be from the known numbers. A CPU engine sums floats in another order. A GPU of NVIDIA's
 * Ampere generation or later multiplies in TF32, with 10 bits of mantissa: a wrong kernel is off by far more.
 */
export const TOLERANCE = { cpu: 1e-4, gpu: 5e-3 } as const;

/**
 * Computes what training is made of on the selected backend and compares it with known numbers: an engine that
 * loads may still lack a kernel or compute it wrongly. Takes some milliseconds, and leaves no tensor behind.
 * @throws RoteError `engine-failed` that names every operation that is off, and by how much.
 */
export function verifyEngine({ name, device }: Pick<Engine, 'name' | 'device'>): void {
  const faults = PROBES.flatMap((probe) => {
    const expected = KNOWN_FINGERPRINTS[probe.name] ?? {};
    try {
      return Object.entries(fingerprintProbe(probe))
        .map(([output, actual]) => ({ output, distance: distanceTo(expected[output], actual) }))
        .filter(({ distance }) => !(distance <= TOLERANCE[device]))
        .map(
          ({ output, distance }) =>
            `${probe.name}, ${output}: off by ${distance.toExponential(1)} of its norm`,
        );
    } catch (error) {
      return [`${probe.name}: ${error instanceof Error ? error.message : String(error)}`];
    }
  });
  if (faults.length === 0) return;
  throw new RoteError(
    'engine-failed',
    `Engine ${name} loads but does not compute what it should (tolerance ${TOLERANCE[device]}):\n  ${faults.join('\n  ')}`,
  );
}

/** How far the selected backend's outputs of a probe are from the known numbers at most, relative to their norm. */
export function measureDeviation(probe: Probe): number {
  const expected = KNOWN_FINGERPRINTS[probe.name] ?? {};
  const distances = Object.entries(fingerprintProbe(probe)).map(([output, actual]) =>
    distanceTo(expected[output], actual),
  );
  return Math.max(...distances);
}

/** The fingerprint of each output of a probe, computed on the selected backend. */
export function fingerprintProbe(probe: Probe): Record<string, Fingerprint> {
  const fingerprints: Record<string, Fingerprint> = {};
  tf.tidy(() => {
    for (const [output, tensor] of Object.entries(probe.run())) {
      fingerprints[output] = computeFingerprint(tensor.dataSync<'float32'>());
    }
  });
  return fingerprints;
}

function distanceTo(expected: Fingerprint | undefined, actual: Fingerprint): number {
  return expected === undefined ? Number.NaN : relativeDistance(actual, expected);
}
