import type { SweepSummary } from '@rote/client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { durationText } from '../../format/duration.js';
import { countText } from '../../format/number.js';
import { speedText } from '../../format/speed.js';
import { CellProgress, endedCells } from '../../ui/cell-progress.js';
import { StateMark } from '../../ui/state-mark.js';
import { TimeText } from '../../ui/time-text.js';
import styles from './sweeps-page.module.css';

interface SweepTableProps {
  readonly sweeps: readonly SweepSummary[];
  readonly chosen: ReadonlySet<string>;
  /** Left out where nothing can be done to what is chosen. */
  readonly onChoose: ((chosen: ReadonlySet<string>) => void) | undefined;
}

export function SweepTable({ sweeps, chosen, onChoose }: SweepTableProps): ReactNode {
  const toggle = (id: string): void => {
    const next = new Set(chosen);
    if (!next.delete(id)) next.add(id);
    onChoose?.(next);
  };
  const isAllChosen = sweeps.every(({ id }) => chosen.has(id));
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label="Sweeps">
      <table>
        <thead>
          <tr>
            {onChoose !== undefined && (
              <th>
                <input
                  type="checkbox"
                  aria-label="All sweeps of this list"
                  checked={isAllChosen}
                  onChange={() => {
                    onChoose(new Set(isAllChosen ? [] : sweeps.map(({ id }) => id)));
                  }}
                />
              </th>
            )}
            <th>Sweep</th>
            <th>State</th>
            <th>Cells</th>
            <th>Time left</th>
            <th>Speed</th>
            <th>Slot time</th>
            <th>Priority</th>
            <th>Submitted</th>
          </tr>
        </thead>
        <tbody>
          {sweeps.map((sweep) => (
            <tr key={sweep.id}>
              {onChoose !== undefined && (
                <td>
                  <input
                    type="checkbox"
                    aria-label={sweep.name}
                    checked={chosen.has(sweep.id)}
                    onChange={() => {
                      toggle(sweep.id);
                    }}
                  />
                </td>
              )}
              <td>
                <Link to="/sweeps/$id" params={{ id: sweep.id }} className={styles.name}>
                  {sweep.name}
                </Link>{' '}
                <SweepLabelList labels={sweep.labels} />
              </td>
              <td>
                <StateMark state={sweep.archivedAt === null ? sweep.state : `${sweep.state}, archived`} />
              </td>
              <td className={styles.progress}>
                <CellProgress cells={sweep.cells} counts={sweep.counts} />
                <span className="numbers">
                  {countText(endedCells(sweep.counts))} of {countText(sweep.cells)}
                  {sweep.cached > 0 && (
                    <span className={styles.soft}> ({countText(sweep.cached)} cached)</span>
                  )}
                </span>
              </td>
              <td className="numbers">
                {sweep.remainingSeconds === null ? '' : durationText(sweep.remainingSeconds)}
              </td>
              <td className="numbers">{speedText(sweep)}</td>
              <td className="numbers">{sweep.slotSeconds === 0 ? '' : durationText(sweep.slotSeconds)}</td>
              <td className="numbers">{sweep.priority}</td>
              <td className={styles.soft}>
                <TimeText instant={sweep.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const SweepLabelList = ({ labels }: Pick<SweepSummary, 'labels'>): ReactNode =>
  Object.entries(labels).map(([key, value]) => (
    <Link key={key} to="/" search={(old) => ({ ...old, label: `${key}=${value}` })} className={styles.label}>
      {key}={value}
    </Link>
  ));
