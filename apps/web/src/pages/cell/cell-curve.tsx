import type { Curve } from '@rote/client';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo, type ReactNode } from 'react';
import { useAddress } from '../../app/use-address.js';
import { usePage } from '../../app/use-page.js';
import { QUERY_KEYS } from '../../client/query-keys.js';
import { CurveChart } from '../../curves/curve-chart.js';
import type { CurveSeries } from '../../curves/curve-series.js';
import { useMay } from '../../session/use-session.js';
import { Problem } from '../../ui/problem.js';
import styles from './cell-page.module.css';
import { readCellSearch } from './cell-search.js';

const route = getRouteApi('/cells/$id');

type Epoch = Curve['epochs'][number];
type Score = Epoch['train'];
type Quantity = keyof Score;

/** A chart is no wider than so many pixels. */
const MOST_POINTS = 1000;

/** What a curve shows of each epoch; null where the cell has no such images. */
const PARTS: readonly (readonly [name: string, partOf: (epoch: Epoch) => Score | null])[] = [
  ['train', ({ train }) => train],
  ['train, true labels', ({ trainClean }) => trainClean],
  ['train, wrong labels', ({ trainCorrupted }) => trainCorrupted],
  ['test', ({ test }) => test],
];

const curveQuery = (id: string, quantity: Quantity): string =>
  `SELECT epoch, train_${quantity}, clean_train_${quantity}, corrupted_train_${quantity}, test_${quantity}
FROM epochs
WHERE cell_id = '${id}'
ORDER BY epoch`;

/** JSON has null where a number was not finite. */
const seriesOf = (epochs: readonly Epoch[], quantity: Quantity): readonly CurveSeries[] =>
  PARTS.flatMap(([name, partOf]) =>
    epochs.some((epoch) => partOf(epoch) !== null)
      ? [
          {
            name,
            group: name,
            x: Float64Array.from(epochs, ({ epoch }) => epoch),
            y: Float64Array.from(epochs, (epoch) => partOf(epoch)?.[quantity] ?? NaN),
          },
        ]
      : [],
  );

/** The learning curve of a cell: loss or accuracy on its train and test images, and on those with true and wrong labels. */
export function CellCurve({ id }: { readonly id: string }): ReactNode {
  const { api } = usePage();
  const may = useMay();
  const navigate = route.useNavigate();
  const { curve: quantity = 'accuracy' } = useAddress(route.useSearch(), readCellSearch);
  const { data: epochs = [], error } = useQuery({
    queryKey: [...QUERY_KEYS.cell(id), 'curve'],
    queryFn: async () => {
      const all: Epoch[] = [];
      for await (const epoch of api.readCurve(id, MOST_POINTS)) all.push(epoch);
      return all;
    },
  });
  const series = useMemo(() => seriesOf(epochs, quantity), [epochs, quantity]);
  if (error !== null) return <Problem error={error} />;
  if (epochs.length === 0) return null;
  return (
    <>
      <h2>Learning curve</h2>
      <label className={styles.choice}>
        Show{' '}
        <select
          value={quantity}
          onChange={({ target }) => {
            void navigate({
              search: target.value === 'loss' ? { curve: 'loss' } : {},
              replace: true,
              resetScroll: false,
            });
          }}
        >
          <option>accuracy</option>
          <option>loss</option>
        </select>
      </label>
      <CurveChart
        title={`The ${quantity} of this cell by epoch`}
        series={series}
        format={quantity === 'accuracy' ? 'percent' : 'number'}
        groupTitle="images"
        source={{
          name: `cell-${id.slice(0, 8)}-${quantity}`,
          sql: may('sql') ? curveQuery(id, quantity) : undefined,
        }}
        csvAddress={`/v1/cells/${id}/curve?format=csv`}
      />
    </>
  );
}
