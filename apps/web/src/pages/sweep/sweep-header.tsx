import type { Sweep } from '@rote/client';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Fragment, type ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { sweepQuery } from '../../client/queries.js';
import { durationText, relativeText } from '../../format/duration.js';
import { countText, quantityText } from '../../format/number.js';
import { speedText } from '../../format/speed.js';
import { CellProgress, endedCells } from '../../ui/cell-progress.js';
import { StateMark } from '../../ui/state-mark.js';
import { TimeText } from '../../ui/time-text.js';
import { useNow } from '../../ui/use-now.js';
import { SweepActions } from './sweep-actions.js';
import styles from './sweep-page.module.css';

/** What a sweep is, how far it is, and what can be done with it. */
export function SweepHeader({ sweepId }: { readonly sweepId: string }): ReactNode {
  const { data: sweep } = useSuspenseQuery(sweepQuery(usePage().api, sweepId));
  return (
    <header className={styles.header}>
      <div className={styles.title}>
        <h1>{sweep.name}</h1>
        <StateMark state={sweep.archivedAt === null ? sweep.state : `${sweep.state}, archived`} />
        <SweepActions sweep={sweep} />
      </div>
      {sweep.notes !== '' && <p className={styles.notes}>{sweep.notes}</p>}
      <div className={styles.facts}>
        {Object.entries(sweep.labels).map(([key, value]) => (
          <Link key={key} to="/" search={{ label: `${key}=${value}` }} className={styles.label}>
            {key}={value}
          </Link>
        ))}
        <span>
          submitted <TimeText instant={sweep.createdAt} />
        </span>
        {sweep.endedAt !== null && (
          <span>
            ended <TimeText instant={sweep.endedAt} />
          </span>
        )}
        {sweep.priority !== 0 && <span>priority {sweep.priority}</span>}
        {sweep.project !== 'default' && <span>project {sweep.project}</span>}
        {sweep.waitingForGpu > 0 && (
          <span className={styles.warning}>
            {quantityText(sweep.waitingForGpu, 'cell')} wait for a GPU, and no live worker has one
          </span>
        )}
      </div>
      <div className={styles.progress}>
        <CellProgress cells={sweep.cells} counts={sweep.counts} />
        <Counts sweep={sweep} />
        <TimeLeft sweep={sweep} />
        <Spent sweep={sweep} />
      </div>
    </header>
  );
}

const OPEN = ['running', 'queued', 'pending', 'failed', 'diverged', 'cancelled'] as const;

const Counts = ({ sweep: { cells, counts, cached } }: { readonly sweep: Sweep }): ReactNode => (
  <p className="numbers">
    {countText(endedCells(counts))} of {quantityText(cells, 'cell')} ended
    {cached > 0 && ` (${countText(cached)} cached)`}
    {OPEN.filter((state) => counts[state] > 0).map((state) => (
      <Fragment key={state}>
        {' '}
        <span className={styles.count}>
          · {countText(counts[state])} {state}
        </span>
      </Fragment>
    ))}
  </p>
);

/** When the sweep should be done, and between which instants it is in 80 of 100 cases. */
function TimeLeft({ sweep: { remainingSeconds, eta, etaInterval } }: { readonly sweep: Sweep }): ReactNode {
  const now = useNow();
  if (remainingSeconds === null) return null;
  return (
    <p className="numbers">
      about {durationText(remainingSeconds)} left
      {eta !== null && `, done at ${clockText(eta, now)}`}
      {etaInterval !== null && (
        <span className={styles.soft} title="In about 80 of 100 cases it is done within this interval.">
          {' '}
          (80 %: {clockText(etaInterval.low, now)} to{' '}
          {etaInterval.high === null ? 'much later' : clockText(etaInterval.high, now)})
        </span>
      )}
    </p>
  );
}

/** How fast its cells are trained, and what they have cost. */
const Spent = ({ sweep }: { readonly sweep: Sweep }): ReactNode => (
  <p className="numbers">
    {[speedText(sweep), sweep.slotSeconds > 0 && `${durationText(sweep.slotSeconds)} of slots`]
      .filter(Boolean)
      .join(', ')}
  </p>
);

const DAY_MS = 86_400_000;
const CLOCK = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hour12: false });

/** The time of day, if it is within a day. */
const clockText = (instant: string, now: number): string =>
  Math.abs(Date.parse(instant) - now) < DAY_MS
    ? CLOCK.format(Date.parse(instant))
    : relativeText(instant, now);
