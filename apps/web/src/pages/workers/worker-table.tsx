import type { WorkerList } from '@rote/client';
import type { ReactNode } from 'react';
import { countText } from '../../format/number.js';
import { StateMark } from '../../ui/state-mark.js';
import { TimeText } from '../../ui/time-text.js';
import { TrainedCell } from './trained-cell.js';
import styles from './workers-page.module.css';

type Worker = WorkerList['items'][number];

interface WorkerTableProps {
  readonly name: string;
  readonly workers: readonly Worker[];
}

/** Workers with what each trains. */
export const WorkerTable = ({ name, workers }: WorkerTableProps): ReactNode => (
  <div className={styles.scroll} role="region" aria-label={name} tabIndex={0}>
    <table>
      <thead>
        <tr>
          <th>Host</th>
          <th>State</th>
          <th>Slots</th>
          <th className={styles.wide}>Trains</th>
          <th>Images/s</th>
          <th>Engine</th>
          <th>Device</th>
          <th>Last heard from</th>
        </tr>
      </thead>
      <tbody>
        {workers.map((worker) => (
          <tr key={worker.id}>
            <td>
              {worker.host} <span className={styles.soft}>process {worker.pid}</span>
            </td>
            <td>
              <StateMark state={worker.state} />
              {worker.gpuFault !== null && <p className={styles.fault}>{worker.gpuFault}</p>}
            </td>
            <td>
              <Slots slots={worker.slots} busy={worker.running.length} />
            </td>
            <td>
              {worker.training.map((cell) => (
                <TrainedCell key={cell.id} cell={cell} />
              ))}
            </td>
            <td className="numbers">
              {worker.imagesPerSecond === null ? '' : countText(Math.round(worker.imagesPerSecond))}
            </td>
            <td>
              {worker.engine.name} {worker.engine.version}
            </td>
            <td>
              {worker.engine.device}: {worker.engine.deviceName}
            </td>
            <td className={styles.soft}>
              <TimeText instant={worker.lastSeenAt} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);

/** A square for each slot, filled if it trains. */
const Slots = ({ slots, busy }: { readonly slots: number; readonly busy: number }): ReactNode => (
  <span className={styles.slots} role="img" aria-label={`${String(busy)} of ${String(slots)} slots busy`}>
    {Array.from({ length: slots }, (_, slot) => (
      <span key={slot} data-busy={slot < busy} />
    ))}
  </span>
);
