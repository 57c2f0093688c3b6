import { distinctNames } from '@rote/contracts';
import { describe, expect, it } from 'vitest';
import { formatDuration } from '../src/format/format-duration.js';
import { formatAge } from '../src/format/format-time.js';
import { plainText } from '../src/format/plain-text.js';
import { postgresJson } from '../src/format/postgres-types.js';
import { columnsOf, inOneBatch, type Column } from '../src/format/rows.js';
import { shortIds } from '../src/format/short-id.js';
import { type RowFormat, writeRows } from '../src/format/write-rows.js';
import { collect } from './run-output.js';

const COLUMNS = columnsOf(['name', 'share', 'note']);
const ROWS = [
  ['mlp-1x512', 0.5, null],
  ['a "b", c', 12.25, 'two\nlines'],
];

interface Options {
  readonly columns?: readonly Column[];
  readonly terminal?: { readonly columns: number };
  readonly maxRows?: number;
  readonly isWide?: boolean;
}

async function write(
  format: RowFormat,
  rows: readonly (readonly unknown[])[],
  { columns = COLUMNS, terminal, isWide = false, maxRows }: Options = {},
): Promise<{ readonly stdout: string; readonly stderr: string }> {
  const stdout = collect(terminal);
  const stderr = collect(terminal);
  const stream = { columns, batches: inOneBatch(rows) };
  const options = { isWide, ...(maxRows !== undefined && { maxRows }) };
  await writeRows({ stdout: stdout.output, stderr: stderr.output }, format, stream, options);
  return { stdout: stdout.text(), stderr: stderr.text() };
}

describe('formatDuration', () => {
  it.each([
    [0, '0 s'],
    [0.4, '0 s'],
    [-3, '0 s'],
    [59.6, '1 min'],
    [45, '45 s'],
    [125, '2 min 5 s'],
    [3600, '1 h'],
    [4320, '1 h 12 min'],
    [273_600, '3 d 4 h'],
  ])('shows %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });

  it('shows how long ago something was, in one unit', () => {
    const now = new Date('2026-11-29T12:00:00Z');
    expect(formatAge('2026-11-29T11:57:30.000Z', now)).toBe('2 min ago');
    expect(formatAge('2026-11-29T12:00:05.000Z', now)).toBe('just now');
  });
});

describe('writeRows', () => {
  it('aligns a table for a pipe: one row per line, numbers to the right, nothing cut', async () => {
    expect((await write('table', ROWS)).stdout).toBe(
      ['name       share  note', 'mlp-1x512    0.5', 'a "b", c   12.25  two lines', ''].join('\n'),
    );
  });

  it('fits a table into a terminal: cuts text, then drops the least important columns and says so', async () => {
    const columns = [{ name: 'id', weight: 2 }, { name: 'text', weight: 1 }, { name: 'more' }];
    const rows = [['1f3a', 'x'.repeat(50), 'y'.repeat(50)]];
    const cut = await write('table', rows, { columns, terminal: { columns: 30 } });
    expect(cut.stdout.split('\n')).toEqual([
      'id    text         more',
      '────  ───────────  ───────────',
      '1f3a  xxxxxxxxxx…  yyyyyyyyyy…',
      '',
    ]);
    expect(cut.stderr).toBe('');
    const narrow = await write('table', rows, { columns, terminal: { columns: 16 } });
    expect(narrow.stdout.split('\n')[2]).toBe('1f3a  xxxxxxxxx…');
    expect(narrow.stderr).toBe('No room for more: --wide or --format csv shows all columns.\n');
    const wide = await write('table', rows, { columns, terminal: { columns: 16 }, isWide: true });
    expect(wide.stdout).toContain('y'.repeat(50));
  });

  it('treats a terminal that claims to have no columns as one of 80', async () => {
    const { stdout } = await write('table', [['x'.repeat(200), 1, null]], { terminal: { columns: 0 } });
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBe(80);
  });

  it('shows the columns even without rows', async () => {
    expect((await write('table', [])).stdout).toBe('name  share  note\n');
    expect((await write('csv', [])).stdout).toBe('name,share,note\n');
    expect((await write('json', [])).stdout).toBe('[]\n');
    expect((await write('ndjson', [])).stdout).toBe('');
  });

  it('says where it cut a table', async () => {
    const { stdout, stderr } = await write('table', ROWS, { maxRows: 1 });
    expect(stdout.trimEnd().split('\n')).toHaveLength(2);
    expect(stderr).toContain('Only the first 1 rows are shown');
  });

  it('quotes CSV if needed, leaves NULL empty, and guards what a spreadsheet would run', async () => {
    expect((await write('csv', ROWS)).stdout).toBe(
      'name,share,note\nmlp-1x512,0.5,\n"a ""b"", c",12.25,"two\nlines"\n',
    );
    const formulas = [
      ['=HYPERLINK("http://x")', -1, '@x'],
      ['-1.5e-7', Number.NEGATIVE_INFINITY, ''],
    ];
    expect((await write('csv', formulas)).stdout).toBe(
      `name,share,note\n"'=HYPERLINK(""http://x"")",-1,'@x\n-1.5e-7,-Infinity,""\n`,
    );
  });

  it('keeps types in JSON, and both columns with the same name', async () => {
    const columns = columnsOf(['a', 'a', 'a_2', 'b']);
    const rows = [[1, Number.NaN, 2n ** 60n, null]];
    expect(JSON.parse((await write('json', rows, { columns })).stdout)).toEqual([
      { a: 1, a_3: 'NaN', a_2: '1152921504606846976', b: null },
    ]);
    expect(distinctNames(['x', 'x', 'x'])).toEqual(['x', 'x_2', 'x_3']);
  });

  it('writes more rows than a call can take arguments', async () => {
    const rows = Array.from({ length: 150_000 }, (_, index) => [`row ${String(index)}`, index, null]);
    for (const format of ['table', 'csv'] as const)
      expect((await write(format, rows)).stdout.trimEnd().split('\n')).toHaveLength(150_001);
  }, 120_000);

  it('lets no value control a terminal', async () => {
    const hostile = [['\u001B[31mred\u001B]0;title\u0007', 1, '\u009B2J\u202Eevil\r']];
    const escape = new RegExp(String.raw`[\u0000-\u0009\u000B-\u001F\u007F-\u009F\u202E]`);
    expect((await write('table', hostile)).stdout).toContain(String.raw`\x1b[31mred\x1b]0;title\x07`);
    for (const format of ['table', 'csv', 'json', 'ndjson'] as const) {
      const { stdout } = await write(format, hostile, { terminal: { columns: 80 } });
      expect(stdout).not.toMatch(escape);
    }
    const { stdout } = await write('json', hostile);
    expect(stdout).not.toMatch(escape);
    expect((JSON.parse(stdout) as { name: string }[])[0]?.name).toBe(hostile[0]?.[0]);
    // A file gets the value as it is.
    expect((await write('csv', hostile)).stdout).toContain('\u001B[31mred');
    expect(plainText('a\tb\nc')).toBe('a\tb\nc');
  });
});

describe('postgresJson', () => {
  it.each([
    ['NaN', 'double precision', '"NaN"'],
    ['1e-07', 'double precision', '1e-07'],
    ['9007199254740993', 'bigint', '"9007199254740993"'],
    ['7', 'bigint', '7'],
    ['1.10', 'numeric', '"1.10"'],
    ['t', 'boolean', 'true'],
    ['{"a":1}', 'jsonb', '{"a":1}'],
    ['2026-11-28', 'date', '"2026-11-28"'],
    ['{1,NULL,3}', 'integer[]', '[1, null, 3]'],
    ['{{1,2},{3,4}}', 'integer[]', '[[1, 2], [3, 4]]'],
    ['{}', 'text[]', '[]'],
    [String.raw`{"a b","c\"d\\",NULL,"NULL"}`, 'text[]', String.raw`["a b", "c\"d\\", null, "NULL"]`],
    ['[0:1]={1,2}', 'integer[]', '"[0:1]={1,2}"'],
    [null, 'integer[]', 'null'],
  ])('converts %s of type %s to %s', (text, type, json) => {
    expect(postgresJson(text, type)).toBe(json);
    expect(() => JSON.parse(json) as unknown).not.toThrow();
  });
});

it('shortIds are long enough to tell them apart, and have at least eight digits', () => {
  expect(shortIds(['aaaaaaaa11', 'aaaaaaaa22', 'bbbbbbbb33'])).toEqual([
    'aaaaaaaa1',
    'aaaaaaaa2',
    'bbbbbbbb3',
  ]);
  expect(shortIds(['0123456789'])).toEqual(['01234567']);
});
