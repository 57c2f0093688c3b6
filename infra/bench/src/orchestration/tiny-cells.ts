import type { Sweep } from '@rote/contracts';
import type { SweepSpec } from '@rote/domain';

/** Makes sweeps of nearly no work: a network of one hidden unit, ten images, one epoch. No two contain the same cell. */
export function createTinySweeps(): (cells: number) => SweepSpec {
  let seeds = 0;
  return (cells) => {
    const from = seeds + 1;
    seeds += cells;
    return {
      name: `orchestration from seed ${String(from)}`,
      dataset: { name: 'synthetic', train: 10, test: 10 },
      grid: {
        architecture: ['mlp-1x1'],
        corruption: ['none'],
        regularizer: ['none'],
        seed: { from, to: seeds },
      },
      training: { epochs: 1 },
    };
  };
}

/** @throws Error unless each cell of the sweep was trained, and for this sweep */
export function requireTrained({ cached, counts, cells }: Pick<Sweep, 'cached' | 'counts' | 'cells'>): void {
  if (cached > 0 || counts.succeeded !== cells)
    throw new Error(`not every cell was trained: ${JSON.stringify({ cached, counts })}`);
}

/**
 * Submits a sweep and returns the seconds from the request to its last result in Postgres. It asks seldom whether it has ended, because
 * an answer costs more than a cell.
 */
export async function secondsOf(
  { train }: { readonly train: (spec: SweepSpec, pollMs: number) => Promise<Sweep> },
  spec: SweepSpec,
): Promise<number> {
  const startedAt = Date.now();
  const sweep = await train(spec, 500);
  requireTrained(sweep);
  return (Date.parse(sweep.endedAt ?? '') - startedAt) / 1000;
}
