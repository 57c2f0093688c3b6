import type { WorkerList } from '@rote/client';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { countText } from '../../format/number.js';
import styles from './workers-page.module.css';

interface TrainedCellProps {
  readonly cell: WorkerList['items'][number]['training'][number];
}

/** A cell that a worker trains, and how far it is. */
export const TrainedCell = ({ cell }: TrainedCellProps): ReactNode => (
  <div className={styles.running}>
    <Link to="/cells/$id" params={{ id: cell.id }}>
      {[cell.architecture, cell.corruption, cell.regularizer].filter((name) => name !== 'none').join(', ')},
      seed {cell.seed}
    </Link>
    <span className={`numbers ${styles.soft!}`}>
      epoch {countText(cell.epoch)} of {countText(cell.epochs)}
    </span>
  </div>
);
