import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { usePage } from '../../../app/use-page.js';
import { kendallTau } from '../../../curves/kendall.js';
import { countText, quantityText } from '../../../format/number.js';
import { titleOf } from './cell-rows.js';
import styles from './panels.module.css';
import { correlationQuery, fetchCorrelations, type ServedCorrelation } from './sweep-measures.js';

interface CorrelationTextProps {
  readonly sweepId: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly across: string;
  readonly up: string;
  /** The measure whose correlation with the test error the database has for these cells. */
  readonly servedFor: string | undefined;
}

const tauText = (tau: number | null): string =>
  tau === null || Number.isNaN(tau) ? '–' : tau.toFixed(2).replace('-', '−');

/** Kendall’s τ of what a scatter chart shows; that of the database by corruption too, where it has one. */
export function CorrelationText({ sweepId, x, y, across, up, servedFor }: CorrelationTextProps): ReactNode {
  const { api } = usePage();
  const { tau, count } = useMemo(() => kendallTau(x, y), [x, y]);
  const { data: served = [] } = useQuery({
    queryKey: ['measures', sweepId, 'correlations', servedFor],
    queryFn: () => fetchCorrelations(api, sweepId, servedFor!),
    enabled: servedFor !== undefined,
  });
  return (
    <div className={styles.row}>
      <p>
        Kendall’s τ of {titleOf(across)} and {titleOf(up)}:{' '}
        <strong className="numbers">{tauText(tau)}</strong>{' '}
        <span className={styles.soft}>over {quantityText(count, 'cell')}</span>
      </p>
      {served.length > 0 && (
        <p className={styles.soft}>
          Of the cells that can be compared with the paper’s: {served.map(servedText).join('; ')}.{' '}
          <Link to="/sql" search={{ sql: correlationQuery(sweepId, servedFor ?? '') }}>
            SQL
          </Link>
        </p>
      )}
    </div>
  );
}

const servedText = ({ dataset, train_images, corruption, n, tau }: ServedCorrelation): string =>
  `${corruption ?? `all of ${dataset}, ${countText(train_images)} images`} ${tauText(tau)} (${String(n)})`;
