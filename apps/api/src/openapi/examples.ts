import type { SweepSpec } from '@rote/domain';

/** A sweep that trains in seconds on any machine. */
export const SPEC_EXAMPLE = {
  name: 'true and random labels',
  dataset: { name: 'synthetic', train: 200, test: 100 },
  grid: { corruption: ['none', 'random-labels'], architecture: ['mlp-1x512'], seed: [1, 2] },
  training: { epochs: 5 },
} as const satisfies SweepSpec;

/** A key that would be random. */
export const SIGN_IN_EXAMPLE = { key: `rote_3f9a1c7be204_${'5d'.repeat(32)}` } as const;

interface BodyExamples {
  /** Whether a request without a body works too. */
  readonly isOptional?: boolean;
  readonly body: object;
}

/** For each operation that takes a body, one that works when it is sent unchanged. */
export const BODY_EXAMPLES: Readonly<Record<string, BodyExamples>> = {
  submitSweep: { body: SPEC_EXAMPLE },
  patchSweep: {
    body: { notes: 'Compare with the first run.', labels: { paper: 'figure-1a' }, priority: 10 },
  },
  cloneSweep: { isOptional: true, body: { name: 'twice as long', training: { epochs: 10 } } },
  extendSweep: { body: { axes: { seed: [1001, 1002] } } },
  query: {
    body: {
      sql: 'SELECT architecture, corruption, avg(test_accuracy) AS test FROM results WHERE outcome = :outcome GROUP BY 1, 2',
      params: { outcome: 'succeeded' },
    },
  },
  retrySweep: { isOptional: true, body: { failureClass: ['out-of-memory', 'lost-worker'] } },
  createWebhook: { body: { url: 'https://93.184.216.34/rote', types: ['sweep.ended'] } },
  replayWebhook: { body: {} },
  changeSweeps: { body: { action: 'pause', filter: { label: ['paper=figure-1a'] } } },
  putProject: { body: { share: 2, maxQueuedCells: 32, slotHours: 500 } },
  signIn: { body: SIGN_IN_EXAMPLE },
  createKey: { body: { name: 'dashboard', scopes: ['read'], expiresInDays: 90 } },
};

/** Parameter values that work when they are sent unchanged, if a sweep and a cell have these ids. */
export const PARAMETER_EXAMPLES: Readonly<Record<string, unknown>> = {
  'sweeps/id': '0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a41',
  'diff/other': '0190a7c2-6f3e-4c1b-9d55-3f6c2e8b7a42',
  'cells/id': '3b1f8a4d5c6e7f90123456789abcdef0123456789abcdef0123456789abcdef0',
  'figures/name': 'figure-1b',
  'bulk-changes/id': '0b0c7f52-6f2c-4f0b-9a43-9d2f7d0c3c11',
  'webhooks/id': '5e3f4cf2-1a54-4e63-8a0e-61b2f7f0a5d4',
  'projects/name': 'vision',
  'keys/id': '3f9a1c7be204',
  'problems/code': 'spec-invalid',
  sql: 'SELECT sweep, architecture, test_accuracy FROM results',
  types: 'sweep.ended,cell.changed',
  after: 1,
  limit: 100,
  minutes: 60,
  dryRun: true,
  format: 'json',
  '/v1/sweeps/{id}/export?format': 'parquet',
  '/v1/sweeps/{id}/curves?format': 'csv',
  '/v1/sweeps/{id}/measures?format': 'csv',
  columns: 'test_accuracy',
  positions: '0-99,205',
  'idempotency-key': '8e03978e-40d5-43dd-bc93-6894a57f9324',
};
