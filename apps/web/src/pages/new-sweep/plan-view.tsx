import type { SweepPlan } from '@rote/client';
import type { ReactNode } from 'react';
import { durationText } from '../../format/duration.js';
import { countText, measuredText, quantityText } from '../../format/number.js';
import styles from './new-sweep-page.module.css';

type Estimate = NonNullable<SweepPlan['estimate']>;

const clock = (seconds: number): string =>
  new Date(Date.now() + seconds * 1000).toLocaleString(undefined, {
    dateStyle: 'medium',
    timeStyle: 'short',
  });

const between = ({ low, high }: Estimate['secondsInterval']): string =>
  `${durationText(low)} to ${durationText(high)} in 80 of 100 cases`;

/** What submitting the text would do. */
export function PlanView({
  plan,
  isCurrent,
}: {
  readonly plan: SweepPlan;
  readonly isCurrent: boolean;
}): ReactNode {
  const { cells, cached, known, fresh, estimate, warnings } = plan;
  return (
    <div className={styles.plan} data-current={isCurrent} aria-busy={!isCurrent}>
      <dl className={styles.numbers}>
        <Fact name="Cells" value={countText(cells)} />
        <Fact name="Cached" value={countText(cached)} note="have their result" />
        <Fact name="Known" value={countText(known)} note="of other sweeps, unfinished" />
        <Fact name="To train" value={countText(fresh)} />
      </dl>
      {estimate === null ? (
        <p className={styles.soft}>
          {fresh === 0
            ? 'Nothing is left to train.'
            : 'No time is estimated: no cell of these architectures was trained on this data set yet.'}
        </p>
      ) : (
        <EstimateView estimate={estimate} />
      )}
      {warnings.length > 0 && (
        <section aria-labelledby="plan-warnings">
          <h2 id="plan-warnings">{quantityText(warnings.length, 'warning')}</h2>
          <ul className={styles.warnings}>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </section>
      )}
      <Architectures architectures={plan.architectures} />
    </div>
  );
}

interface FactProps {
  readonly name: string;
  readonly value: string;
  readonly note?: string;
}

const Fact = ({ name, value, note }: FactProps): ReactNode => (
  <div>
    <dt>{name}</dt>
    <dd>
      <span className={styles.number}>{value}</span>
      {note !== undefined && <span className={styles.soft}> {note}</span>}
    </dd>
  </div>
);

const EstimateView = ({ estimate }: { readonly estimate: Estimate }): ReactNode => (
  <dl className={styles.estimate}>
    <dt>Finish</dt>
    <dd>
      {clock(estimate.seconds)}, in {durationText(estimate.seconds)}
      <span className={styles.soft}>
        {between(estimate.secondsInterval)}
        {durationText(estimate.secondsAtMost) !== durationText(estimate.seconds) &&
          `; ${durationText(estimate.secondsAtMost)} if no cell stops early`}
        . {quantityText(estimate.slots, 'live slot')}, all of them free
      </span>
    </dd>
    <dt>Slot time</dt>
    <dd>
      {durationText(estimate.slotSeconds)}
      <span className={styles.soft}>{between(estimate.slotSecondsInterval)}</span>
    </dd>
    {estimate.gpuMemoryMb !== null && (
      <>
        <dt>GPU memory</dt>
        <dd>{countText(estimate.gpuMemoryMb)} MiB at most</dd>
      </>
    )}
    <dt>Learned from</dt>
    <dd>
      {quantityText(estimate.recordedCells, 'finished cell')},{' '}
      {quantityText(estimate.recordedSweeps, 'sweep')}
      {estimate.cellsWithout > 0 && (
        <span className={styles.soft}>
          {quantityText(estimate.cellsWithout, 'cell')} not covered: their architectures have no record here
        </span>
      )}
    </dd>
  </dl>
);

const Architectures = ({ architectures }: Pick<SweepPlan, 'architectures'>): ReactNode => (
  <div className={styles.scroll} tabIndex={0} role="region" aria-label="Architectures">
    <table>
      <thead>
        <tr>
          <th scope="col">Architecture</th>
          <th scope="col">Cells</th>
          <th scope="col">Parameters</th>
          <th scope="col">Learning rate</th>
        </tr>
      </thead>
      <tbody className="numbers">
        {architectures.map(({ name, cells, parameters, learningRate }) => (
          <tr key={name}>
            <td className="mono">{name}</td>
            <td>{countText(cells)}</td>
            <td>{countText(parameters)}</td>
            <td>{learningRate === null ? 'solved' : measuredText(learningRate)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </div>
);
