import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { queuesQuery } from '../../client/queries.js';
import { durationText } from '../../format/duration.js';
import { countText } from '../../format/number.js';
import { CellProgress } from '../../ui/cell-progress.js';
import { StateMark } from '../../ui/state-mark.js';
import styles from './workers-page.module.css';

const OLDEST = [
  ['any', 'that any worker may train'],
  ['gpu', 'that asks for a GPU'],
] as const;

/** All cells by state, and the jobs of those that were queued. */
export function QueueSummary(): ReactNode {
  const { api } = usePage();
  const { data: queue } = useSuspenseQuery(queuesQuery(api));
  const states = Object.entries(queue.cells);
  return (
    <>
      <CellProgress cells={states.reduce((sum, [, count]) => sum + count, 0)} counts={queue.cells} />
      <ul className={styles.counts} aria-label="All cells by state">
        {states.map(([state, count]) => (
          <li key={state}>
            <StateMark state={state} /> <span className="numbers">{countText(count)}</span>
          </li>
        ))}
        <li>
          <span className={styles.soft}>jobs waiting</span>{' '}
          <span className="numbers">{countText(queue.waiting)}</span>
        </li>
        <li>
          <span className={styles.soft}>jobs active</span>{' '}
          <span className="numbers">{countText(queue.active)}</span>
        </li>
      </ul>
      {OLDEST.map(([device, what]) => {
        const seconds = queue.oldestQueuedSeconds[device];
        return (
          seconds !== null && (
            <p key={device} className={styles.soft}>
              The oldest queued cell {what} has waited for {durationText(seconds)}.
            </p>
          )
        );
      })}
      {queue.paused && (
        <p className={styles.fault}>The queue is paused in BullMQ: no cell starts until it is resumed.</p>
      )}
    </>
  );
}
