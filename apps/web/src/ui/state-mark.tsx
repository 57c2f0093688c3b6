import type { ReactNode } from 'react';
import styles from './state-mark.module.css';

/** The state of a sweep, a cell or a worker: a color and the word. */
export const StateMark = ({ state }: { readonly state: string }): ReactNode => (
  <span className={styles.mark} data-state={state}>
    {state}
  </span>
);
