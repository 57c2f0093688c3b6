import type { Fault } from '@rote/domain/errors';
import type { ReactNode } from 'react';
import { faultText } from '../../editor/fault-marks.js';
import { quantityText } from '../../format/number.js';
import styles from './new-sweep-page.module.css';

interface FaultListProps {
  readonly faults: readonly Fault[];
  readonly more: number;
  /** Shows a fault in the text. */
  readonly onShow: (fault: Fault) => void;
}

/** What is wrong with the text, as text. */
export const FaultList = ({ faults, more, onShow }: FaultListProps): ReactNode => (
  <section aria-labelledby="faults">
    <h2 id="faults">{quantityText(faults.length + more, 'fault')}</h2>
    <ol className={styles.faults}>
      {faults.map((fault, index) => (
        <li key={index}>
          <button
            type="button"
            className={styles.place}
            onClick={() => {
              onShow(fault);
            }}
          >
            {fault.line === undefined ? fault.pointer : `Line ${String(fault.line)}`}
          </button>{' '}
          {faultText(fault)}
        </li>
      ))}
    </ol>
    {more > 0 && <p className={styles.soft}>and {more} more</p>}
  </section>
);
