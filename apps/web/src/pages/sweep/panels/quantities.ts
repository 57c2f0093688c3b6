/** A column of the learning curves, and how it is drawn. */
interface QuantityColumn {
  readonly column: string;
  /** Distinguishes it from the other columns of its quantity. */
  readonly label: string;
  readonly isDashed?: boolean;
}

/** What one chart shows. */
export interface Quantity {
  readonly name: string;
  readonly title: string;
  /** What a person chooses it by. */
  readonly label: string;
  readonly columns: readonly QuantityColumn[];
  readonly isLoss: boolean;
}

const one = (name: string, title: string): Quantity => ({
  name,
  title,
  label: title.toLowerCase(),
  columns: [{ column: name, label: '' }],
  isLoss: name.endsWith('loss'),
});

/** The corrupted part is dashed. */
const split = (name: string, title: string, column: string): Quantity => ({
  name,
  title,
  label: `${column.replace('_', ' ')}, by label`,
  columns: [
    { column: `clean_${column}`, label: 'true labels' },
    { column: `corrupted_${column}`, label: 'wrong labels', isDashed: true },
  ],
  isLoss: name.endsWith('loss'),
});

export const QUANTITIES: readonly Quantity[] = [
  one('train_accuracy', 'Train accuracy'),
  one('test_accuracy', 'Test accuracy'),
  one('train_loss', 'Train loss'),
  one('test_loss', 'Test loss'),
  split('split_accuracy', 'Train accuracy on true (solid) and wrong labels (dashed)', 'train_accuracy'),
  split('split_loss', 'Train loss on true (solid) and wrong labels (dashed)', 'train_loss'),
];

const DEFAULT = 'train_loss,test_accuracy';

/** Returns the quantities that an address names. */
export function quantitiesOf(show: string = DEFAULT): readonly Quantity[] {
  const names = new Set(show.split(','));
  return QUANTITIES.filter(({ name }) => names.has(name));
}

/** Returns all columns of quantities, each once. */
export const columnsOf = (quantities: readonly Quantity[]): readonly string[] => [
  ...new Set(quantities.flatMap(({ columns }) => columns.map(({ column }) => column))),
];
