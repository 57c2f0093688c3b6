import type { SweepWhy } from '@rote/client';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePage } from '../../../app/use-page.js';
import { QUERY_KEYS } from '../../../client/query-keys.js';
import { countText, quantityText } from '../../../format/number.js';
import { Problem } from '../../../ui/problem.js';
import { TimeText } from '../../../ui/time-text.js';
import type { PanelProps } from './panel-props.js';
import styles from './panels.module.css';

type Reason = SweepWhy['items'][number];
type Facts = Reason['facts'];

/** Times pass and workers come and go without an event of the sweep. */
const ASK_AGAIN_MS = 10_000;

/** Why the cells of a sweep wait, by reason; it knows the whole sweep only. */
export function WhyPanel({ sweepId, positions }: PanelProps): ReactNode {
  const { api } = usePage();
  const { data, error } = useQuery({
    // Under the sweep’s own name, so that its events make it out of date.
    queryKey: [...QUERY_KEYS.sweep(sweepId), 'why'],
    queryFn: () => api.explainSweep(sweepId),
    refetchInterval: ASK_AGAIN_MS,
  });
  if (error !== null && data === undefined) return <Problem error={error} />;
  if (data === undefined) return <p className={styles.soft}>Asking why …</p>;
  const [waiting, others] = [
    data.items.filter((each) => each.waiting),
    data.items.filter((each) => !each.waiting),
  ];
  return (
    <section className={styles.panel} aria-label="Why the cells wait">
      {positions !== undefined && (
        <p className={styles.soft}>Of all cells of the sweep, not only the chosen ones.</p>
      )}
      {waiting.length === 0 && <p>No cell waits.</p>}
      <ol className={styles.reasons}>
        {waiting.map((each) => (
          <ReasonItem key={`${each.reason} ${each.example}`} {...each} />
        ))}
      </ol>
      {others.length > 0 && (
        <>
          <h3>Cells that do not wait</h3>
          <ol className={styles.reasons}>
            {others.map((each) => (
              <ReasonItem key={`${each.reason} ${each.example}`} {...each} />
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

const ReasonItem = ({ reason, sentence, cells, example, facts }: Reason): ReactNode => (
  <li>
    <span className={styles.count}>{countText(cells)}</span>
    <div>
      <p>
        {sentence} <span className={styles.soft}>({reason})</span>
      </p>
      <FactList {...facts} />
      <Link to="/cells/$id" params={{ id: example }}>
        {cells === 1 ? 'The cell' : 'One of these cells'}
      </Link>
    </div>
  </li>
);

/** The facts that a reason rests on. */
function FactList({
  sweeps = [],
  priority,
  device,
  until,
  failureClass,
  quotas = [],
  ahead,
  slots,
  busy,
  workers,
  workerId,
}: Facts): ReactNode {
  const facts: readonly (readonly [name: string, value: ReactNode])[] = [
    ['priority', priority],
    ['device', device],
    ['next attempt', until !== undefined && <TimeText instant={until} />],
    ['last failure', failureClass],
    ['ahead', ahead !== undefined && quantityText(ahead, 'cell')],
    [
      'slots',
      slots !== undefined &&
        (busy === undefined ? countText(slots) : `${countText(busy)} of ${countText(slots)} busy`),
    ],
    ['live workers', workers],
    ['worker', workerId],
    ...quotas.map(
      ({ project, quota, used, limit }) =>
        [`quota of ${project}`, `${quota}: ${countText(used)} of ${countText(limit)} used`] as const,
    ),
    ...sweeps.map(
      (id) =>
        [
          'paused',
          <Link key={id} to="/sweeps/$id" params={{ id }}>
            {id.slice(0, 8)}
          </Link>,
        ] as const,
    ),
  ];
  const known = facts.filter(([, value]) => value !== undefined && value !== false);
  if (known.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {known.map(([name, value], index) => (
        <div key={index}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
