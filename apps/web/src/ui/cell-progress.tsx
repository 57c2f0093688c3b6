import type { SweepSummary } from '@rote/client';
import type { ReactNode } from 'react';
import styles from './cell-progress.module.css';

type Counts = SweepSummary['counts'];
type CellState = keyof Counts;

/** From what is done to what has not begun. */
const ORDER: readonly CellState[] = [
  'succeeded',
  'diverged',
  'failed',
  'cancelled',
  'running',
  'queued',
  'pending',
];

const ENDED: readonly CellState[] = ['succeeded', 'diverged', 'failed', 'cancelled'];

export const endedCells = (counts: Counts): number => ENDED.reduce((sum, state) => sum + counts[state], 0);

/** Returns the counts in words, without zeros. */
const describeCounts = (counts: Counts): string =>
  ORDER.filter((state) => counts[state] > 0)
    .map((state) => `${counts[state].toLocaleString('en')} ${state}`)
    .join(', ');

/** The cells of a sweep by state, as a bar. */
export function CellProgress({ cells, counts }: Pick<SweepSummary, 'cells' | 'counts'>): ReactNode {
  const text = describeCounts(counts);
  return (
    <svg
      className={styles.bar}
      viewBox={`0 0 ${Math.max(1, cells)} 1`}
      preserveAspectRatio="none"
      role="img"
      aria-label={text}
    >
      <title>{text}</title>
      {ORDER.map((state, index) => {
        const before = ORDER.slice(0, index).reduce((sum, each) => sum + counts[each], 0);
        return (
          counts[state] > 0 && (
            <rect key={state} className={styles[state]} x={before} width={counts[state]} height={1} />
          )
        );
      })}
    </svg>
  );
}
