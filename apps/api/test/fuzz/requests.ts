import fc from 'fast-check';
import { stringify } from 'yaml';
import type { Operation, Parameter } from './operations.js';
import { valueOf } from './schema-values.js';
import { spoiled, WRONG_TEXTS } from './wrong-values.js';

/** A request before the ids that it names are known: `@sweep:2@` stands for one of the server's sweeps. */
export interface Plan {
  readonly method: string;
  /** With the query. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** In Latin-1, a character for each byte. */
  readonly body?: string;
  /** Whose key it sends: a scope, or a reason for which it does not work. */
  readonly key: string;
}

const KINDS: Readonly<Record<string, string>> = {
  'sweeps/id': 'sweep',
  'diff/other': 'sweep',
  'cells/id': 'cell',
  'keys/id': 'key',
  'webhooks/id': 'webhook',
  'projects/name': 'project',
  'bulk-changes/id': 'bulk',
};

const latin1 = (text: string): string => Buffer.from(text, 'utf8').toString('latin1');

/** Percent-encodes text for an address; an unpaired surrogate becomes the bytes that UTF-8 forbids. */
const encode = (text: string): string =>
  text.replace(/[\ud800-\udfff]/gu, '%ED%A0%80') === text
    ? encodeURIComponent(text)
    : `${encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, ''))}%ED%A0%80`;

const wrongInAddress = fc.oneof(
  fc.constantFrom(...WRONG_TEXTS).map(encode),
  fc.constantFrom('%zz', '%', '%C3%28', '%2F..%2F', 'x'.repeat(200)),
);

const CODES = fc.constantFrom('spec-invalid', 'internal', 'nothing');

/** An id in the path: one that exists, one of another kind, one that no one has, or no id. */
function idOf(path: string, { name, schema }: Parameter): fc.Arbitrary<string> {
  const segments = path.split('/');
  const at = segments.findIndex((segment) => segment.includes(`{${name}}`));
  const kind = KINDS[`${segments[at - 1] ?? ''}/${name}`];
  const own =
    kind === undefined
      ? (name === 'code' ? CODES : valueOf(schema)).map((value) => encode(String(value) || 'x'))
      : fc.nat(9).map((index) => `@${kind}:${String(index)}@`);
  const foreign = fc.constantFrom('@sweep:0@', '@cell:0@', '@key:0@', '@webhook:0@');
  const unknown = fc.constantFrom('@unknown:uuid@', '@unknown:cell@', '0123456789ab');
  return fc.oneof(
    { weight: 12, arbitrary: own },
    { weight: 1, arbitrary: foreign },
    { weight: 1, arbitrary: unknown },
    // Without an id, it is another address.
    { weight: 1, arbitrary: wrongInAddress.filter((text) => text !== '') },
  );
}

/** SQL that succeeds, that fails in each way, and that takes too long. */
const STATEMENTS = [
  'SELECT 1 AS one',
  'SELECT * FROM results LIMIT 2',
  'SELECT :a AS a, :b::text AS b',
  "SELECT 'NaN'::float8 AS nan, NULL AS nothing, ARRAY[1, 2] AS list, '{}'::jsonb AS document",
  'SELECT * FROM generate_series(1, 3000)',
  'SELECT count(*) FROM generate_series(1, 1000000000)',
  'SELECT pg_sleep(60)',
  'SELECT nothing_of_the_kind',
  'SELECT 1 / 0',
  "SELECT 'a\\u0000'::text",
  'SELECT 1; SELECT 2',
  'DELETE FROM cells',
  'EXPLAIN SELECT 1',
  'SHOW work_mem',
  'SELECT (',
  "SELECT '",
  'WITH RECURSIVE r AS (SELECT 1 AS n UNION ALL SELECT n + 1 FROM r) SELECT * FROM r LIMIT 5',
] as const;
const FORMATS = ['json', 'ndjson', 'csv', 'arrow', 'parquet'] as const;

/** Fields for which what their schema allows is hardly ever what exists. */
const KNOWN_TEXTS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  sql: fc.constantFrom(...STATEMENTS),
  cursor: fc.constantFrom('MQ', 'MTAw', 'x', 'QGNlbGw6MEA'),
  object: fc.constantFrom('@sweep:0@', '@key:0@', 'x'),
  types: fc.constantFrom('sweep.ended', 'sweep.ended,cell.changed'),
  before: fc.constant('@sweep:1@'),
  columns: fc.constantFrom('position', 'position,seed,test_accuracy', 'train_loss,test_accuracy'),
  positions: fc.constantFrom('0', '1,0-5', '7-9', '3-1'),
  project: fc.constantFrom('default', '@project:1@', 'nothing'),
  name: fc.constantFrom('known', 'other'),
};

const textsOf = ({ name, schema }: Parameter): fc.Arbitrary<readonly string[]> => {
  const known = KNOWN_TEXTS[name];
  if (known !== undefined) return known.map((text) => [text]);
  return valueOf(schema).map((value) => [value].flat().map(String));
};

const PARAMETERS_OF_SQL = fc.constantFrom('', '&a=1', '&a=1&b=x', '&a=');

function queryOf({ id, parameters }: Operation): fc.Arbitrary<string> {
  const own = parameters
    .filter((each) => each.in === 'query')
    .map((each) =>
      fc.option(
        fc.oneof(
          {
            weight: 9,
            arbitrary: textsOf(each).map((texts) =>
              texts.map((text) => `${each.name}=${text.startsWith('@') ? text : encode(text)}`).join('&'),
            ),
          },
          { weight: 1, arbitrary: wrongInAddress.map((text) => `${each.name}=${text}`) },
        ),
        { nil: '', freq: each.required ? 20 : 3 },
      ),
    );
  const unknown = wrongInAddress.map((text) => `unknown=${text}`);
  const extra = id === 'queryByLink' ? PARAMETERS_OF_SQL : fc.constant('');
  return fc.tuple(fc.tuple(...own), fc.nat(12), unknown, extra).map(([parts, luck, other, more]) => {
    const all = [...parts, luck === 0 ? other : ''].filter((part) => part !== '');
    return all.length === 0 ? '' : `?${all.join('&')}${more}`;
  });
}

/** A sweep that costs little, whatever a generated field does to it. */
const SPEC = {
  name: 'known',
  dataset: { name: 'synthetic', train: 20, test: 10 },
  grid: { corruption: ['none', 'random-labels'], architecture: ['mlp-1x8'], seed: [1, 2] },
  training: { epochs: 2 },
} as const;

/** Bodies for which what their schema allows is hardly ever accepted, or costs much. */
function bodyValueOf({ id, bodies }: Operation): fc.Arbitrary<unknown> {
  const schema = Object.values(bodies)[0]?.schema ?? {};
  const generated = valueOf(schema);
  switch (id) {
    case 'submitSweep':
      return fc
        .tuple(generated, fc.constantFrom('name', 'training', 'device', 'priority', 'measures', 'labels'))
        .map(([value, field]) => {
          const given = (value as Readonly<Record<string, unknown>>)[field];
          return given === undefined ? SPEC : { ...SPEC, [field]: given };
        });
    case 'extendSweep':
      return fc
        .tuple(fc.integer({ min: 3, max: 9 }), fc.constantFrom('seed', 'epochs', 'nothing'))
        .map(([seed, axis]) => ({ axes: { [axis]: [seed] } }));
    case 'query':
      return fc.record(
        {
          sql: fc.constantFrom(...STATEMENTS),
          params: fc.constantFrom({}, { a: 1 }, { a: 'x', b: null }, { a: [1, 2], b: [null] }),
          format: fc.constantFrom(...FORMATS),
          limit: fc.constantFrom(1, 2, 20_000),
        },
        { requiredKeys: ['sql'] },
      );
    case 'createWebhook':
      return fc
        .tuple(generated, fc.constantFrom('http://127.0.0.1:9/', 'https://[::1]:9/x'))
        .map(([value, url]) => ({ ...(value as object), url, sweep: '@sweep:0@' }));
    default:
      return generated;
  }
}

/** Nine levels of aliases, each three times the one before. */
const MANY_LAUGHS = Array.from(
  { length: 10 },
  (_, level) =>
    `l${String(level)}: &l${String(level)} ${
      level === 0
        ? '[x, x]'
        : `[${Array(3)
            .fill(`*l${String(level - 1)}`)
            .join(', ')}]`
    }\n`,
).join('');

const YAML_TEXTS = [
  'a: &a [1]\nb: *a\n',
  'a: &a [*a]\n',
  'a: 1\na: 2\n',
  '\ta: 1\n',
  '%YAML 9.9\n---\na: 1\n',
  '--- 1\n--- 2\n',
  '? [1, 2]\n: 3\n',
  '!!binary aGVsbG8=\n',
  '!!js/function "x"\n',
  'a: .nan\n',
  '<<: {a: 1}\n',
  MANY_LAUGHS,
  '"\\u0000"\n',
  'name: "\\ud800"\n',
  '"',
  '{',
  ': :',
  '\ufeffa: 1',
] as const;
const JSON_TEXTS = [
  '',
  ' ',
  '{',
  '{"a":1,"a":2}',
  '{"__proto__":{}}',
  '{"constructor":{"prototype":{}}}',
  "{'a':1}",
  '[1,]',
  'NaN',
  '1e999',
  '"\\ud800"',
  '"\\u0000"',
  '"',
  '['.repeat(20_000),
  `${'['.repeat(2000)}${']'.repeat(2000)}`,
  'null',
  '[]',
  '0',
  'true',
] as const;

interface Body {
  readonly type: string | undefined;
  readonly encoding?: string;
  readonly text: string;
}

/** Broken texts, foreign media types, wrong encodings, and bodies that are too large. */
const brokenBody = (text: string, type: string): fc.Arbitrary<Body> =>
  fc.oneof(
    fc.constantFrom(...JSON_TEXTS).map((broken) => ({ type: 'application/json', text: latin1(broken) })),
    fc.constantFrom(...YAML_TEXTS).map((broken) => ({ type: 'application/yaml', text: latin1(broken) })),
    fc.nat(Math.max(1, text.length - 1)).map((end) => ({ type, text: latin1(text).slice(0, end) })),
    fc
      .constantFrom('\xff', '\xc3(', '\xed\xa0\x80', '\0')
      .map((bytes) => ({ type, text: `${latin1(text)}${bytes}` })),
    fc
      .constantFrom(
        'text/plain',
        'application/xml',
        'multipart/form-data',
        'nonsense',
        '',
        ';',
        'application/json;;',
      )
      .map((other) => ({ type: other, text: latin1(text) })),
    fc
      .constantFrom('application/json; charset=latin1', 'application/json; charset="utf-16"')
      .map((other) => ({
        type: other,
        text: latin1(text),
      })),
    fc.constant({ type: undefined, text: latin1(text) }),
    fc
      .constantFrom('gzip', 'br', 'identity', 'x')
      .map((encoding) => ({ type, text: latin1(text), encoding })),
    fc.constant({ type, text: `${latin1(text)}${' '.repeat(300_000)}` }),
    fc.constant({ type, text: `"${'x'.repeat(260_000)}"` }),
  );

function written(value: unknown, type: string): string {
  if (type === 'application/json') return JSON.stringify(value);
  try {
    return stringify(value);
  } catch {
    return JSON.stringify(value);
  }
}

function bodyOf(operation: Operation): fc.Arbitrary<Body | undefined> {
  const types = Object.keys(operation.bodies);
  const isRead = operation.method !== 'GET';
  if (types.length === 0)
    return isRead
      ? fc.oneof(
          { weight: 12, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: brokenBody('{}', 'application/json') },
        )
      : fc.oneof(
          { weight: 20, arbitrary: fc.constant(undefined) },
          { weight: 1, arbitrary: brokenBody('{}', 'application/json') },
        );
  const example = Object.values(operation.bodies)[0]?.example;
  const right = fc.oneof(
    { weight: 3, arbitrary: bodyValueOf(operation) },
    { weight: 1, arbitrary: fc.constant(example ?? {}) },
  );
  const value = fc.oneof({ weight: 3, arbitrary: right }, { weight: 2, arbitrary: right.chain(spoiled) });
  return fc.tuple(value, fc.constantFrom(...types), fc.nat(9)).chain(([each, type, luck]) => {
    const text = written(each, type);
    if (luck === 0) return brokenBody(text, type);
    return fc.constant(
      luck === 1 && operation.id !== 'submitSweep' ? undefined : { type, text: latin1(text) },
    );
  });
}

/** Everything but visible ASCII makes Node refuse to send a header. */
const sendable = (text: string): string => text.replace(/[^\t -~\u0080-\u00ff]/gu, '?');

function headersOf({ parameters, method }: Operation): fc.Arbitrary<Plan['headers']> {
  const own = parameters
    .filter((each) => each.in === 'header')
    .map((each) =>
      fc.option(
        fc
          .oneof({ weight: 3, arbitrary: textsOf(each).map(String) }, fc.constantFrom(...WRONG_TEXTS))
          .map((text) => [[each.name, sendable(text)] as const]),
        { nil: [] },
      ),
    );
  const rare = fc.constantFrom<Plan['headers']>(
    [['accept', 'text/html']],
    [['accept', 'application/x-ndjson, text/csv;q=0.5']],
    [['accept', 'image/webp, nonsense;q=x, */*;q=0']],
    [['accept-encoding', 'br, gzip;q=0.1, nonsense']],
    [['if-none-match', '*']],
    [['if-none-match', '"a", W/"b"']],
    [['if-match', '"a"']],
    [['range', 'bytes=0-1']],
    [['origin', 'https://evil.example']],
    [
      ['origin', 'null'],
      ['sec-fetch-site', 'cross-site'],
    ],
    [['host', 'evil.example']],
    [['host', '']],
    [
      ['host', 'localhost'],
      ['host', 'localhost'],
    ],
    [['x-http-method-override', 'DELETE']],
    [['last-event-id', '99999999999999999999']],
    [['cookie', '\u00ff=\u0080']],
    [['idempotency-key', '"']],
    [['transfer-encoding', 'chunked']],
  );
  const noBodyToo = (headers: Plan['headers']): Plan['headers'] =>
    method === 'GET' ? headers.filter(([name]) => name !== 'transfer-encoding') : headers;
  return fc
    .tuple(fc.tuple(...own), rare, fc.nat(3))
    .map(([named, other, luck]) => [...named.flat(), ...noBodyToo(luck === 0 ? other : [])]);
}

/** Keys that work for everything are most frequent: with others, most requests end there. */
const KEYS = fc.oneof(
  { weight: 12, arbitrary: fc.constant('admin') },
  { weight: 4, arbitrary: fc.constantFrom('read', 'submit', 'operate', 'sql') },
  { weight: 1, arbitrary: fc.constantFrom('none', 'expired', 'revoked', 'made up', 'basic', 'malformed') },
);

/** Returns requests for an operation: right ones, and ones with something wrong somewhere. */
export function requestsFor(operation: Operation): fc.Arbitrary<Plan> {
  const inPath = operation.parameters.filter((each) => each.in === 'path');
  return fc
    .tuple(
      fc.tuple(...inPath.map((each) => idOf(operation.path, each))),
      queryOf(operation),
      headersOf(operation),
      bodyOf(operation),
      KEYS,
    )
    .map(([ids, query, headers, body, key]) => {
      let target = operation.path;
      for (const [index, { name }] of inPath.entries())
        target = target.replace(`{${name}}`, () => ids[index] ?? '');
      return {
        method: operation.method,
        target: `${target}${query}`,
        headers: [
          ...headers,
          ...(body?.type === undefined ? [] : [['content-type', body.type] as const]),
          ...(body?.encoding === undefined ? [] : [['content-encoding', body.encoding] as const]),
        ],
        ...(body !== undefined && { body: body.text }),
        key,
      };
    });
}
