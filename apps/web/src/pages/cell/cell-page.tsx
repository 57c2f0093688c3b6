import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { usePage } from '../../app/use-page.js';
import { cellQuery } from '../../client/queries.js';
import { StateMark } from '../../ui/state-mark.js';
import { AttemptTimeline } from './attempt-timeline.js';
import { CellCurve } from './cell-curve.js';
import { CellFacts } from './cell-facts.js';
import { CellImages } from './cell-images.js';
import { cellTitle } from './cell-title.js';
import { CellSpec } from './cell-spec.js';
import { CellWait } from './cell-wait.js';
import styles from './cell-page.module.css';
import { useTitle } from '../../ui/use-title.js';

const route = getRouteApi('/cells/$id');

/** Everything about one cell. */
export function CellPage(): ReactNode {
  const { api } = usePage();
  const { id } = route.useParams();
  const { data: detail } = useSuspenseQuery(cellQuery(api, id));
  useTitle(cellTitle(detail.cell));
  const isWaiting = detail.state === 'pending' || detail.state === 'queued';
  return (
    <section>
      <div className={styles.head}>
        <h1>{cellTitle(detail.cell)}</h1>
        <StateMark state={detail.state} />
      </div>
      <p className={`mono ${styles.id!}`}>{detail.id}</p>
      {isWaiting && <CellWait id={detail.id} />}
      {detail.error !== null && (
        <p className={styles.error}>
          <strong>{detail.error.class}</strong>: {detail.error.message}
        </p>
      )}
      <CellFacts detail={detail} />
      <CellImages detail={detail} />
      <CellCurve id={detail.id} />
      <AttemptTimeline attempts={detail.attempts} />
      <CellSpec cell={detail.cell} />
    </section>
  );
}
