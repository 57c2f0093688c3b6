import { quoteIdentifier } from '../queries/wrap-query.js';
import { type CellSelection, isWanted, wantedPositions } from '../cells/selection.js';

/** The columns of the view `learning_curves` that change with the epoch, and where they come from. */
const COLUMNS = {
  step: 'e.step',
  train_loss: 'e.train_loss',
  train_accuracy: 'e.train_accuracy',
  clean_train_loss: split('clean_train_loss'),
  clean_train_accuracy: split('clean_train_accuracy'),
  corrupted_train_loss: split('corrupted_train_loss'),
  corrupted_train_accuracy: split('corrupted_train_accuracy'),
  test_loss: 'e.test_loss',
  test_accuracy: 'e.test_accuracy',
  best_test_accuracy: 'e.best_test_accuracy',
  epoch_learning_rate: 'e.learning_rate',
  gradient_norm: 'e.gradient_norm',
  weight_norm: 'e.weight_norm',
  seconds: 'e.seconds',
  images_per_second: 'e.images_per_second',
} as const;

/** Of random binary labels, clean and corrupted ones mean nothing, and the view has none. */
function split(column: string): string {
  return `CASE WHEN c.corruption <> 'random-binary-labels' THEN e.${column} END`;
}

export type CurveColumn = keyof typeof COLUMNS;

export interface CurveSelection extends CellSelection {
  readonly columns: readonly CurveColumn[];
}

/**
 * Returns the query of learning curves, in order of position and epoch. Everything in it was checked: COPY takes no parameters.
 *
 * @param shape `rows`: one row per epoch; `lists`: one row per cell that has epochs, whose columns are lists
 */
export function curveRows(
  sweepId: string,
  { columns, ...cells }: CurveSelection,
  shape: 'rows' | 'lists',
): string {
  const wanted = wantedPositions(cells);
  const list = columns.map((name) => `${COLUMNS[name]} AS ${quoteIdentifier(name)}`);
  const needsCell = columns.some((name) => COLUMNS[name].includes('c.corruption'));
  const rows = [
    `SELECT ${['m.position', 'e.epoch', ...list].join(', ')}`,
    wanted === undefined
      ? 'FROM sweep_cells m'
      : `FROM ${wanted} JOIN sweep_cells m ON ${isWanted('m.position')}`,
    ...(needsCell ? ['JOIN cells c ON c.id = m.cell_id'] : []),
    `JOIN epochs e ON e.cell_id = m.cell_id WHERE m.sweep_id = '${sweepId}' ORDER BY m.position, e.epoch`,
  ].join(' ');
  if (shape === 'rows') return rows;
  const lists = ['epoch', ...columns].map(
    (name) => `array_agg(${quoteIdentifier(name)}) AS ${quoteIdentifier(name)}`,
  );
  return `SELECT position, ${lists.join(', ')} FROM (${rows}) AS curve GROUP BY position ORDER BY position`;
}
