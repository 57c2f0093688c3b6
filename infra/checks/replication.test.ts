import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

/**
 * Every number of docs/replication/README.md comes from a CSV beside it. This test writes tables and sentences from the
 * CSVs, which the README must contain word for word. In the table of the small examples, every number must be one that
 * a CSV of its folder rounds to, unless it is listed below with an explanation.
 */
const FOLDER = fileURLToPath(new URL('../../docs/replication/', import.meta.url));
const README = readFileSync(path.join(FOLDER, 'README.md'), 'utf8');
/** On one line, because line breaks move. */
const PROSE = README.replace(/\s+/g, ' ');

type Row = Readonly<Record<string, string>>;

/** The cells of a CSV, which may be quoted. */
function parseCsv(text: string): readonly Row[] {
  const [head = [], ...lines] = text
    .trim()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map(([, quoted, plain]) =>
        quoted === undefined ? plain! : quoted.replaceAll('""', '"'),
      ),
    );
  return lines.map((cells) => Object.fromEntries(head.map((name, index) => [name, cells[index] ?? ''])));
}

const rowsOf = (file: string): readonly Row[] => parseCsv(readFileSync(path.join(FOLDER, file), 'utf8'));

function rowOf(file: string, like: Row): Row {
  const found = rowsOf(file).filter((row) =>
    Object.entries(like).every(([name, value]) => row[name] === value),
  );
  if (found.length !== 1)
    throw new Error(`${file} has ${String(found.length)} rows like ${JSON.stringify(like)}`);
  return found[0]!;
}

const percent = (share: string | undefined, digits: number): string => (100 * Number(share)).toFixed(digits);

/** Returns the cells of the README's table rows that satisfy a condition, without the padding. */
const tableRows = (isSo: (cells: readonly string[]) => boolean): readonly (readonly string[])[] =>
  README.split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) =>
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim()),
    )
    .filter(isSo);

describe('the multilayer perceptrons of table 1', () => {
  const rows = tableRows(([network]) => network === 'mlp-1x512' || network === 'mlp-3x512');

  it.each(rows)('%s, %s labels, weight decay %s', (...cells) => {
    const [architecture, labels, decay, ...numbers] = cells as [string, string, string, ...string[]];
    const row = rowOf('table-1-mlps/table_1.csv', {
      architecture,
      labels,
      weight_decay: String(decay === 'yes'),
      random_crop: 'false',
    });
    expect(numbers.slice(0, 4)).toEqual(
      ['paper_train_accuracy', 'train_accuracy', 'paper_test_accuracy', 'test_accuracy'].map((column) =>
        percent(row[column], 2),
      ),
    );
  });

  it('are all in the README', () => {
    expect(rows).toHaveLength(rowsOf('table-1-mlps/table_1.csv').length);
  });

  it('fit after as many epochs as it says', () => {
    const times = (architecture: string, noise: string) =>
      rowOf('table-1-mlps/figure_1b.csv', { architecture, label_noise: noise, regularizer: 'none' });
    const slow = times('mlp-1x512', '0');
    expect(PROSE).toContain(
      `true labels fit (loss ≤ 0.05) after ${slow['epochs_to_fit']!} epochs instead of ${slow['paper_epochs']!}`,
    );
    expect(times('mlp-1x512', '1')['unfitted']).toBe('1');
    const results = rowOf('table-1-mlps/results.csv', {
      architecture: 'mlp-1x512',
      corruption: 'random-labels',
    });
    expect(PROSE).toContain(
      `with random labels the loss is ${Number(results['train_loss']).toFixed(2)} after ${results['epochs']!} epochs, where figure 1b has ${times('mlp-1x512', '1')['paper_epochs']!} epochs`,
    );
    expect(PROSE).toContain(
      `mlp-3x512 fits after ${times('mlp-3x512', '0')['epochs_to_fit']!} epochs (true labels) and ${times('mlp-3x512', '1')['epochs_to_fit']!} (random)`,
    );
  });
});

describe('alexnet-small', () => {
  const curve = (corruption: string) =>
    rowsOf('alexnet-small/learning_curves.csv').filter((row) => row['corruption'] === corruption);
  const fitted = (corruption: string) => {
    const epoch = curve(corruption).find((row) => Number(row['train_loss']) <= 0.05)?.['epoch'];
    if (epoch === undefined) throw new Error(`${corruption} never fitted`);
    return Number(epoch);
  };

  it.each([
    ['random', 'random-labels'],
    ['true', 'none'],
  ])('with %s labels ends as its last epoch did', (labels, corruption) => {
    const [cells] = tableRows(([first, second]) => first === labels && /^\d+$/.test(second ?? ''));
    const last = curve(corruption).at(-1)!;
    expect([cells?.[1], cells?.[3], cells?.[5]]).toEqual([
      last['epoch'],
      percent(last['train_accuracy'], 2),
      percent(last['test_accuracy'], 2),
    ]);
  });

  it('fits when the README says, beside the paper and the perceptron', () => {
    const [random, own] = [fitted('random-labels'), fitted('none')];
    const paperOf = (noise: string) =>
      rowOf('figure-1bc-small/figure_1b.csv', { architecture: 'alexnet-small', label_noise: noise });
    const [paperRandom, paper] = [paperOf('1'), paperOf('0')].map((row) => Number(row['paper_epochs'])) as [
      number,
      number,
    ];
    expect(PROSE).toContain(
      `at most 0.05 after ${String(random)} epochs with random labels and after ${String(own)} with true ones, ${(random / own).toFixed(1)} times as long`,
    );
    expect(PROSE).toContain(
      `the paper's figure 1b has ${String(paperRandom)} and ${String(paper)}, ${(paperRandom / paper).toFixed(2)} times`,
    );
    const slow = rowOf('table-1-mlps/figure_1b.csv', {
      architecture: 'mlp-1x512',
      label_noise: '0',
      regularizer: 'none',
    });
    expect(PROSE).toContain(
      `fits true labels ${(paper / own).toFixed(1)} times as fast as the paper's, while mlp-1x512 takes ${(Number(slow['epochs_to_fit']) / Number(slow['paper_epochs'])).toFixed(1)} times as long`,
    );
    const after = (epoch: number) =>
      percent(curve('random-labels').find((row) => row['epoch'] === String(epoch))?.['train_accuracy'], 1);
    expect(PROSE).toContain(
      `${after(10)} % after 10 epochs, ${after(20)} % after 20 and ${after(random)} % after ${String(random)}`,
    );
  });
});

describe('MNIST by kernel', () => {
  it.each(['1,000', '2,000', '5,000', '10,000', '20,000', '60,000'])('with %s images', (images) => {
    const [cells] = tableRows(([first, , norm]) => first === images && /^\d+$/.test(norm ?? ''));
    const textsOf = (architecture: string) => {
      const row = rowOf('kernel-mnist/kernel_section.csv', {
        architecture,
        train_images: images.replace(',', ''),
      });
      return [`${percent(row['test_error'], 2)} %`, Number(row['solution_norm']).toFixed(0)];
    };
    expect(cells?.slice(1).map((cell) => cell.replaceAll('*', ''))).toEqual([
      ...textsOf('kernel'),
      ...textsOf('kernel-gabor'),
    ]);
  });
});

it('inception-small on a GPU', () => {
  const after = (images: string, corruption: string, epoch: string) =>
    rowOf('inception-small/learning_curves.csv', {
      architecture: 'inception-small',
      train_images: images,
      corruption,
      epoch,
    });
  const of = (row: Row) => ({
    train: percent(row['train_accuracy'], 1),
    test: percent(row['test_accuracy'], 1),
  });
  const [six, seven] = ['6', '7'].map((epoch) => of(after('50000', 'none', epoch)));
  expect(PROSE).toContain(
    `after 7 of 60 epochs ${seven!.train} % of the train set and a test accuracy of ${seven!.test} %, after 6 epochs ${six!.train} % and ${six!.test} %`,
  );
  const whole = rowsOf('inception-small/learning_curves.csv').filter(
    (row) => row['train_images'] === '10000' && row['corruption'] === 'none',
  );
  const fits = whole.find((row) => row['train_accuracy'] === '1')!;
  const last = whole.at(-1)!;
  expect(PROSE).toContain(
    `100 % of them after ${fits['epoch']!} epochs; test accuracy ${of(last).test} % after ${last['epoch']!}`,
  );
  const random = of(after('10000', 'random-labels', '31'));
  expect(PROSE).toContain(
    `after 31 of 60 epochs ${random.train} % are learned by heart, and rising by the epoch; test accuracy ${random.test} %`,
  );
});

/** Numbers of that table that are in no CSV, and what they are. */
const NOT_OF_CSVS: Readonly<Record<string, readonly string[]>> = {
  'theorem-1-small': ['64', '32'], // of floats
  'table-1-small': ['5', '91', '100', '96', '54', '120', '110', '19'], // a difference; another machine, not kept; rows
  'figure-1bc-small': ['7', '32', '55', '260'], // of relative times, ours and the paper's
  'width-small': ['2'], // of 2n + d
  'minimum-norm-small': ['5e-6', '0.01', '0.1'], // a bound; where gradient descent starts
};

describe('the small examples', () => {
  const rows = tableRows(([first]) => /^\[[\w-]+\]\([\w-]+\/\)$/.test(first ?? ''));

  it('are all in the README', () => {
    const folders = readdirSync(FOLDER, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    for (const { name } of folders) expect(README).toContain(`](${name}/)`);
  });

  it.each(rows)('%s', (link, text) => {
    const folder = /^\[([\w-]+)\]/.exec(link)![1]!;
    const cells = readdirSync(path.join(FOLDER, folder))
      .filter((name) => name.endsWith('.csv'))
      .flatMap((name) => rowsOf(`${folder}/${name}`).flatMap((row) => Object.values(row)))
      .filter((cell) => cell !== '' && Number.isFinite(Number(cell)))
      .map(Number);
    const isThere = (number: string) => {
      const digits = number.split('.')[1]?.length ?? 0;
      const value = number.replaceAll(',', '');
      return cells.some((cell) => cell.toFixed(digits) === value || (100 * cell).toFixed(digits) === value);
    };
    const numbers = text.match(/(?<![\w.-])\d[\d,]*(?:\.\d+)?(?:e-\d+)?(?![\w-])/g) ?? [];
    const unknown = numbers
      .map((number) => number.replace(/,$/, ''))
      .filter((number) => !(NOT_OF_CSVS[folder] ?? []).includes(number) && !isThere(number));
    expect(unknown).toEqual([]);
  });

  it('has files for each exception', () => {
    for (const folder of Object.keys(NOT_OF_CSVS)) expect(existsSync(path.join(FOLDER, folder))).toBe(true);
  });
});
