import type { CellDetail } from '@rote/client';
import type { ReactNode } from 'react';
import { durationText } from '../../format/duration.js';
import { countText } from '../../format/number.js';
import { StateMark } from '../../ui/state-mark.js';
import { TimeText } from '../../ui/time-text.js';
import { useNow } from '../../ui/use-now.js';
import styles from './cell-page.module.css';

type Attempt = CellDetail['attempts'][number];

/** What one attempt resumed from. */
const beginningOf = ({ firstStep }: Attempt): string =>
  firstStep === null ? '' : firstStep === 0 ? 'from the start' : `resumed at step ${countText(firstStep)}`;

/** When each attempt ran, on which worker, and how it ended. */
export function AttemptTimeline({ attempts }: Pick<CellDetail, 'attempts'>): ReactNode {
  const now = useNow();
  const [first] = attempts;
  if (first === undefined) return null;
  const startMs = Date.parse(first.startedAt);
  const endOf = ({ endedAt }: Attempt): number => (endedAt === null ? now : Date.parse(endedAt));
  const spanMs = Math.max(1, ...attempts.map((attempt) => endOf(attempt) - startMs));
  return (
    <>
      <h2>Attempts</h2>
      <div className={styles.scroll} role="region" aria-label="Attempts" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th>Attempt</th>
              <th className={styles.when}>When</th>
              <th>Ran for</th>
              <th>Worker</th>
              <th>Engine</th>
              <th>Began</th>
              <th>GPU memory</th>
              <th>Ended</th>
            </tr>
          </thead>
          <tbody>
            {attempts.map((attempt) => (
              <tr key={attempt.number}>
                <td className="numbers">{attempt.number}</td>
                <td>
                  <svg
                    className={styles.timeline}
                    viewBox="0 0 100 1"
                    preserveAspectRatio="none"
                    aria-hidden="true"
                  >
                    <rect
                      className={styles[attempt.outcome ?? 'running']}
                      x={((Date.parse(attempt.startedAt) - startMs) / spanMs) * 100}
                      width={Math.max(0.5, ((endOf(attempt) - Date.parse(attempt.startedAt)) / spanMs) * 100)}
                      height={1}
                    />
                  </svg>
                  <TimeText instant={attempt.startedAt} />
                </td>
                <td className="numbers">
                  {durationText(Math.max(0, endOf(attempt) - Date.parse(attempt.startedAt)) / 1000)}
                </td>
                <td className="mono">{attempt.workerId.slice(0, 8)}</td>
                <td>
                  {attempt.engine.name} on {attempt.engine.deviceName}
                </td>
                <td>{beginningOf(attempt)}</td>
                <td className="numbers">
                  {attempt.gpuMemoryMb === null ? '' : `${countText(attempt.gpuMemoryMb)} MiB`}
                </td>
                <td>
                  <StateMark state={attempt.outcome ?? 'running'} />
                  {attempt.error !== null && (
                    <p>
                      {attempt.error.class}: {attempt.error.message}
                    </p>
                  )}
                  {attempt.lateWrites > 0 && <p>{countText(attempt.lateWrites)} late writes refused</p>}
                  {attempt.stderr !== null && attempt.stderr !== '' && (
                    <details>
                      <summary>Standard error</summary>
                      <pre tabIndex={0}>{attempt.stderr}</pre>
                    </details>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
