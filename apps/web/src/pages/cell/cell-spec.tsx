import type { CellDetail } from '@rote/client';
import type { ReactNode } from 'react';
import styles from './cell-page.module.css';

/** The cell itself, fully resolved. */
export const CellSpec = ({ cell }: Pick<CellDetail, 'cell'>): ReactNode => (
  <details className={styles.spec}>
    <summary>Spec</summary>
    <pre tabIndex={0}>{JSON.stringify(cell, undefined, 2)}</pre>
  </details>
);
