import { useMemo, type ReactNode } from 'react';
import { columnCaption } from '../../grid/model/axis-value.js';
import { listAxes } from '../../grid/model/choose-axes.js';
import type { GridAxis } from '../../grid/model/grid-axis.js';
import type { GridCells } from '../../grid/model/grid-cells.js';
import type { GridMetric } from '../../grid/model/grid-metric.js';
import { GRID_SIDES, type GridSide, type GridView } from '../../grid/model/grid-view.js';
import { NO_AXIS, type GridSearch } from './grid-search.js';
import styles from './sweep-page.module.css';

interface GridPickersProps {
  readonly cells: GridCells;
  /** Undefined where the cells are a table. */
  readonly view: GridView | undefined;
  /** Those that can be chosen. */
  readonly metrics: readonly GridMetric[];
  readonly metric: GridMetric;
  readonly search: GridSearch;
  readonly onChange: (part: Partial<GridSearch>) => void;
}

const SIDE_LABELS: Readonly<Record<GridSide, string>> = {
  x: 'Columns',
  y: 'Rows',
  beside: 'Panels across',
  below: 'Panels down',
};

const axisCaption = ({ columns, labels }: GridAxis): string =>
  `${columns.map(columnCaption).join(' and ')} (${labels.length.toLocaleString('en')})`;

/** Chooses what the grid shows. */
export function GridPickers({ cells, view, metrics, metric, search, onChange }: GridPickersProps): ReactNode {
  const isPicture = view !== undefined;
  const axes = useMemo(() => (isPicture ? listAxes(cells) : []), [cells, isPicture]);
  const setSide = (side: GridSide, key: string): void => {
    // What was on this side changes places with what is asked for.
    const other = GRID_SIDES.find((each) => each !== side && view?.[each] === key);
    onChange({ [side]: key, ...(other !== undefined && { [other]: view?.[side] ?? NO_AXIS }) });
  };
  return (
    <div className={styles.pickers} role="group" aria-label="What the grid shows">
      {isPicture && (
        <label className={styles.field}>
          Color
          <select
            value={metric.key}
            onChange={({ target }) => {
              onChange({ metric: target.value });
            }}
          >
            {[...new Set([...metrics, metric])].map(({ key, caption }) => (
              <option key={key} value={key}>
                {caption}
              </option>
            ))}
          </select>
        </label>
      )}
      {(isPicture ? GRID_SIDES : []).map((side) => (
        <label key={side} className={styles.field}>
          {SIDE_LABELS[side]}
          <select
            value={view?.[side] ?? NO_AXIS}
            onChange={({ target }) => {
              setSide(side, target.value);
            }}
          >
            <option value={NO_AXIS}>none</option>
            {axes.map((axis) => (
              <option key={axis.key} value={axis.key}>
                {axisCaption(axis)}
              </option>
            ))}
          </select>
        </label>
      ))}
      {isPicture && metric.unit !== 'state' && (
        <label className={styles.field}>
          Color map
          <select
            value={search.colors ?? 'viridis'}
            onChange={({ target }) => {
              onChange({ colors: target.value === 'cividis' ? 'cividis' : undefined } as GridSearch);
            }}
          >
            <option value="viridis">viridis</option>
            <option value="cividis">cividis</option>
          </select>
        </label>
      )}
      <fieldset className={styles.switch}>
        <legend className="visually-hidden">Show as</legend>
        {(['picture', 'table'] as const).map((form) => (
          <label key={form}>
            <input
              type="radio"
              name="as"
              checked={(search.as ?? 'picture') === form}
              onChange={() => {
                onChange({ as: form === 'table' ? form : undefined } as GridSearch);
              }}
            />
            {form}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
