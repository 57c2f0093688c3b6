import type { ReactNode } from 'react';
import { titleOf, type Axis } from './cell-rows.js';
import type { PanelSearch } from './panel-search.js';
import styles from './panels.module.css';
import { QUANTITIES, type Quantity } from './quantities.js';
import type { ChangePanelSearch } from './use-panel-search.js';

/** Weights of the moving average that people use. */
const WEIGHTS = [0, 0.5, 0.8, 0.9, 0.95, 0.98] as const;

interface CurveControlsProps {
  readonly search: PanelSearch;
  readonly quantities: readonly Quantity[];
  readonly axes: readonly Axis[];
  /** Those by which curves can be colored. */
  readonly colors: readonly Axis[];
  readonly color: string | undefined;
  readonly onChange: ChangePanelSearch;
}

/** What is drawn, and how. */
export function CurveControls({
  search,
  quantities,
  axes,
  colors,
  color,
  onChange,
}: CurveControlsProps): ReactNode {
  const shown = new Set(quantities.map(({ name }) => name));
  const toggle = (name: string): void => {
    const next = new Set(shown);
    if (!next.delete(name)) next.add(name);
    onChange({ show: [...next].join(',') });
  };
  return (
    <div className={styles.bar} role="group" aria-label="What is drawn">
      <fieldset className={styles.choices}>
        <legend>Show</legend>
        {QUANTITIES.map(({ name, label }) => (
          <label key={name} className={styles.check}>
            <input
              type="checkbox"
              checked={shown.has(name)}
              onChange={() => {
                toggle(name);
              }}
            />
            {label}
          </label>
        ))}
      </fieldset>
      {colors.length > 0 && (
        <label className={styles.field}>
          Color
          <select
            value={color ?? ''}
            onChange={({ target }) => {
              onChange({ color: target.value });
            }}
          >
            {colors.map(({ column }) => (
              <option key={column} value={column}>
                {titleOf(column)}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className={styles.field}>
        Smoothing
        <select
          value={search.smooth ?? 0}
          onChange={({ target }) => {
            const weight = Number(target.value);
            onChange({ smooth: weight === 0 ? undefined : weight });
          }}
        >
          {WEIGHTS.map((weight) => (
            <option key={weight} value={weight}>
              {weight === 0 ? 'none' : String(weight)}
            </option>
          ))}
        </select>
      </label>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={search.epochs === 'log'}
          onChange={({ target }) => {
            onChange({ epochs: target.checked ? 'log' : undefined });
          }}
        />
        Log epochs
      </label>
      <label className={styles.check}>
        <input
          type="checkbox"
          checked={search.loss !== 'linear'}
          onChange={({ target }) => {
            onChange({ loss: target.checked ? undefined : 'linear' });
          }}
        />
        Log loss
      </label>
      {axes.some(({ isSeed }) => isSeed) && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={search.seeds !== 'each'}
            onChange={({ target }) => {
              onChange({ seeds: target.checked ? undefined : 'each' });
            }}
          />
          Mean over seeds
        </label>
      )}
    </div>
  );
}
