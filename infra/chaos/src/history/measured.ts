import type { CellResult, EpochMetrics } from '@rote/domain';

type Columns = Readonly<Record<string, unknown>>;
type Epoch = Columns & { readonly epoch: number };

/** What a training measured, without everything that depends on its speed. */
export interface Measured {
  readonly result: Columns & { readonly final: Epoch | null };
  readonly curve: readonly Epoch[];
}

const TIMES: ReadonlySet<string> = new Set(['seconds', 'imagesPerSecond']);

const withoutTimes = (row: object): Columns =>
  Object.fromEntries(Object.entries(row).filter(([name]) => !TIMES.has(name)));

const epochOf = (metrics: EpochMetrics): Epoch => ({ ...withoutTimes(metrics), epoch: metrics.epoch });

/**
 * Returns the part of a cell's result and curve that is the same, to the bit, whenever and wherever the cell is trained.
 */
export const measuredOf = ({ final, ...result }: CellResult, curve: readonly EpochMetrics[]): Measured => ({
  result: { ...withoutTimes(result), final: final === null ? null : epochOf(final) },
  curve: curve.map(epochOf),
});
