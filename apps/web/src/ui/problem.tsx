import type { ReactNode } from 'react';
import styles from './problem.module.css';

/** Returns what an error says. The errors of the API's client list every fault of an input. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Shows an error where its answer would be. */
export const Problem = ({ error }: { readonly error: unknown }): ReactNode => (
  <p role="alert" className={styles.problem}>
    {messageOf(error)}
  </p>
);
