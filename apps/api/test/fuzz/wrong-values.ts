import fc from 'fast-check';

/** Text with what databases, URLs, terminals and spreadsheets stumble over. */
export const WRONG_TEXTS = [
  '',
  ' ',
  '\u0000',
  'a\u0000b',
  '\ud800',
  'a\udfffb',
  '\uffff',
  '\u202e',
  '0',
  '-1',
  '1e999',
  'NaN',
  'null',
  '00000000-0000-0000-0000-000000000000',
  '0'.repeat(64),
  '../../etc/passwd',
  '__proto__',
  'constructor',
  "'; DROP TABLE cells; --",
  '%',
  '\\',
  '{{7*7}}',
  '<script>',
  'x'.repeat(5000),
  'ﬁ𝔘🧪',
] as const;

const deep = (levels: number): unknown => {
  let value: unknown = 1;
  for (let level = 0; level < levels; level++) value = level % 2 === 0 ? [value] : { a: value };
  return value;
};

/** Values that hardly any place expects. */
const wrongValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(...WRONG_TEXTS),
  fc.constantFrom<unknown>(null, true, false, 0, -1, 0.5, 2 ** 31, 2 ** 53, -1e308, 5e-324, [], {}, [[]], {
    a: {},
  }),
  fc.constantFrom<unknown>(
    deep(30),
    deep(500),
    Array.from({ length: 2000 }, (_, index) => index),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);

type Place = readonly (string | number)[];

function* placesIn(value: unknown, path: Place = []): Generator<Place> {
  yield path;
  if (typeof value !== 'object' || value === null || path.length > 20) return;
  for (const [key, item] of Object.entries(value))
    yield* placesIn(item, [...path, Array.isArray(value) ? Number(key) : key]);
}

/** Returns a copy of a value with `change` applied to what is at a place. */
function changeAt(value: unknown, [key, ...rest]: Place, change: (part: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  const parts: [string, unknown][] = Object.entries(value as object).map(([name, part]) => [
    name,
    name === String(key) ? changeAt(part, rest, change) : part,
  ]);
  if (Array.isArray(value)) return parts.map(([, part]) => part);
  return Object.fromEntries(parts.filter(([, part]) => part !== undefined));
}

/** Returns a value that differs from another one at one place: another type, missing, too much, or unknown. */
export const spoiled = (value: unknown): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      fc.constantFrom(...placesIn(value)),
      fc.constantFrom('replace', 'remove', 'add', 'repeat'),
      wrongValue,
      fc.constantFrom(...WRONG_TEXTS),
    )
    .map(([place, how, other, name]) =>
      changeAt(value, place, (part) => {
        if (how === 'replace') return other;
        if (how === 'remove') return place.length === 0 ? null : undefined;
        if (Array.isArray(part)) {
          const items = part as readonly unknown[];
          return [...items, ...(how === 'add' ? [other] : items)];
        }
        if (typeof part === 'object' && part !== null)
          return Object.fromEntries([...Object.entries(part), [name || 'unknown', other]]);
        return typeof part === 'string' && how === 'repeat' ? part.repeat(300) : other;
      }),
    );
