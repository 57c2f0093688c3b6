import * as tf from '@tensorflow/tfjs-core';
import type { Engine } from '@rote/domain';
import { RoteError } from '@rote/domain';
import { computeFingerprint, relativeDistance } from './fingerprint.js';
import type { Fingerprint } from './fingerprint.js';
import { KNOWN_FINGERPRINTS } from './known-fingerprints.js';
import { PROBES } from './probes/index.js';
import type { Probe } from './probes/index.js';

/**
 * How far an engine may be from the known numbers. A CPU engine sums floats in another order. An NVIDIA GPU of the
 * Ampere generation or later multiplies in TF32, with 10 bits of mantissa; a wrong kernel is off by far more.
 */
export const TOLERANCE = { cpu: 1e-4, gpu: 5e-3 } as const;

/**
 * Runs the computations that make up training on the selected backend and compares the results with known numbers: an
 * engine that loads may still lack a kernel or compute it wrongly. Takes some milliseconds, and leaves no tensor
 * behind.
 * @throws RoteError `engine-failed`, which names every operation that is off, and by how much
 */
export async function verifyEngine({ name, device }: Pick<Engine, 'name' | 'device'>): Promise<void> {
  const faults: string[] = [];
  for (const probe of PROBES) faults.push(...(await findFaults(probe, TOLERANCE[device])));
  if (faults.length === 0) return;
  throw new RoteError(
    'engine-failed',
    `Engine ${name} loads but computes wrong results (tolerance ${TOLERANCE[device]}):\n  ${faults.join('\n  ')}`,
  );
}

async function findFaults(probe: Probe, tolerance: number): Promise<readonly string[]> {
  const expected = KNOWN_FINGERPRINTS[probe.name] ?? {};
  try {
    return Object.entries(await fingerprintProbe(probe))
      .map(([output, actual]) => ({ output, distance: distanceTo(expected[output], actual) }))
      .filter(({ distance }) => !(distance <= tolerance))
      .map(
        ({ output, distance }) => `${probe.name}, ${output}: off by ${distance.toExponential(1)} of its norm`,
      );
  } catch (error) {
    return [`${probe.name}: ${error instanceof Error ? error.message : String(error)}`];
  }
}

/** The largest distance of the selected backend's outputs of a probe from the known numbers, relative to their norm. */
export async function measureDeviation(probe: Probe): Promise<number> {
  const expected = KNOWN_FINGERPRINTS[probe.name] ?? {};
  const distances = Object.entries(await fingerprintProbe(probe)).map(([output, actual]) =>
    distanceTo(expected[output], actual),
  );
  return Math.max(...distances);
}

/**
 * Computes the fingerprint of each output of a probe on the selected backend. Asynchronous, because WebGPU has no
 * synchronous read.
 */
export async function fingerprintProbe(probe: Probe): Promise<Record<string, Fingerprint>> {
  const outputs = tf.tidy(() => ({ ...probe.run() }));
  try {
    const fingerprints: Record<string, Fingerprint> = {};
    for (const [output, tensor] of Object.entries(outputs)) {
      fingerprints[output] = computeFingerprint(await tensor.data<'float32'>());
    }
    return fingerprints;
  } finally {
    tf.dispose(outputs);
  }
}

function distanceTo(expected: Fingerprint | undefined, actual: Fingerprint): number {
  return expected === undefined ? Number.NaN : relativeDistance(actual, expected);
}
