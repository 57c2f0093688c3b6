import { MAX_DEPTH, type Problem } from '@rote/contracts';
import { InvalidInputError } from '@rote/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findJsonFault } from '../src/bodies/json-fault.js';
import { parseJsonBody } from '../src/bodies/parse-json-body.js';
import { useApi } from './support/test-api.js';

/** Returns what is wrong with a body, or undefined if it is valid. */
function complaints(text: string): readonly string[] | undefined {
  try {
    parseJsonBody(text);
    return undefined;
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    expect(error.code).toBe('request-invalid');
    return error.faults.map(
      ({ line, column, expected, found }) =>
        `${line === undefined ? '' : `line ${String(line)}, column ${String(column)}: `}expected ${expected}, found ${String(found)}`,
    );
  }
}

describe('findJsonFault', () => {
  const isJson = (text: string): boolean => {
    try {
      JSON.parse(text);
      return true;
    } catch {
      return false;
    }
  };

  it('finds a fault exactly where JSON.parse does', () => {
    const damaged = fc
      .tuple(
        fc.json({ maxDepth: 4 }),
        fc.nat(),
        fc.nat(),
        fc.constantFrom('', ',', ':', '"', ']', '}', '{', '0', 'n', '\n', '\\'),
      )
      .map(([text, start, length, patch]) => {
        const from = start % (text.length + 1);
        return text.slice(0, from) + patch + text.slice(from + (length % 3));
      });
    fc.assert(
      fc.property(
        fc.oneof(
          fc.json(),
          damaged,
          fc.string({ unit: fc.constantFrom(...Array.from('{}[],:"1e.-truefalsn \\')) }),
        ),
        (text) => {
          const fault = findJsonFault(text);
          // JSON.parse silently accepts this.
          if (fault?.expected !== 'each field once') expect(fault === undefined).toBe(isJson(text));
        },
      ),
      { numRuns: 3000 },
    );
  });

  it.each([
    ['{"a": }', 6, 'a value'],
    ['{"a" 1}', 5, 'a colon'],
    ['[1,]', 3, 'a value'],
    ['[1 2]', 3, 'a comma or ]'],
    ['{"a":1,}', 7, 'a field name in double quotes'],
    ['{', 1, 'a field name in double quotes or }'],
    ['{} x', 3, 'the end'],
    ["{'a': 1}", 1, 'a field name in double quotes or }'],
    ['[01]', 2, 'a comma or ]'],
  ])('reports for %s that offset %i needs %s', (text, offset, expected) => {
    expect(findJsonFault(text)).toEqual({ offset, expected });
  });
});

describe('a JSON body', () => {
  it('may be empty, and may begin with a byte order mark', () => {
    expect(parseJsonBody(' \n')).toBeUndefined();
    expect(parseJsonBody('\uFEFF{"a":1}')).toEqual({ a: 1 });
  });

  it('is rejected with line and column', () => {
    expect(complaints('{\n  "name": "x",\n  "grid": ]\n}')).toEqual([
      'line 3, column 11: expected a value, found ]\n}',
    ]);
  });

  it.each([
    ['{"seed": [1],\n "seed": [2]}', 'line 2, column 2: expected each field once, found "seed" again'],
    ['{"a": {"b": 1, "\\u0062": 2}}', 'line 1, column 16: expected each field once, found "b" again'],
    ['[{"a": 1}, {"a": 1, "b": {"a": 1}}]', undefined],
  ])('must have each field once: %s', (text, complaint) => {
    expect(complaints(text)).toEqual(complaint === undefined ? undefined : [complaint]);
  });

  it('does not let a field __proto__ change prototypes', () => {
    const value = parseJsonBody('{"__proto__": {"polluted": true}}') as object;
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it('is rejected if a number is too large or it is nested too deeply', () => {
    // The schema reports it, among all other faults.
    expect(parseJsonBody('[1e400]')).toEqual([Number.POSITIVE_INFINITY]);
    expect(complaints('['.repeat(MAX_DEPTH) + ']'.repeat(MAX_DEPTH))).toBeUndefined();
    for (const depth of [MAX_DEPTH + 1, 100_000])
      expect(complaints('['.repeat(depth) + ']'.repeat(depth))).toEqual([
        'expected at most 64 levels of nesting, found undefined',
      ]);
  });
});

describe('over HTTP', () => {
  const submit = (payload: string | Buffer, type: string) =>
    ({ method: 'POST', url: '/v1/sweeps?dryRun=true', payload, headers: { 'content-type': type } }) as const;
  const yaml = 'name: t\ndataset: synthetic\ngrid:\n  architecture: [mlp-1x8]\n';

  it('is read as UTF-8, and rejected if it is not', async () => {
    const { app } = await useApi();
    for (const [type, text] of [
      ['application/yaml', yaml.replace('t\n', 'caf\xe9\n')],
      ['application/json', '{"name": "caf\xe9"}'],
    ] as const) {
      const response = await app.inject(submit(Buffer.from(text, 'latin1'), type));
      expect(response.statusCode).toBe(400);
      expect(response.json<Problem>().errors).toMatchObject([
        {
          expected: expect.stringContaining('UTF-8') as string,
          line: 1,
          column: type.endsWith('json') ? 14 : 10,
        },
      ]);
    }
    const utf16 = await app.inject(submit(Buffer.from(yaml, 'utf16le'), 'application/yaml; charset=utf-16'));
    expect(utf16.statusCode).toBe(415);
    const right = await app.inject(submit(yaml.replace('t\n', 'caf\xe9 \uFFFD\n'), 'application/yaml'));
    expect(right.statusCode).toBe(200);
  });

  it('has faults with lines, in YAML and JSON, and suggestions', async () => {
    const { app } = await useApi();
    const spec = `${yaml}  seeds: [1]\ntraining:\n  optimizer:\n    learningRate: .inf\n`;
    const json = JSON.stringify(
      { name: 't', dataset: 'synthetic', grid: { architecture: ['alexnet'] } },
      null,
      2,
    );
    const errorsOf = async (text: string, type: string) => {
      const response = await app.inject(submit(text, type));
      expect(response.statusCode).toBe(422);
      return response.json<Problem>().errors;
    };
    expect(await errorsOf(spec, 'application/yaml')).toMatchObject([
      { pointer: '/grid/seeds', found: '"seeds"', suggestion: 'seed', line: 5, column: 3 },
      { pointer: '/training/optimizer/learningRate', found: 'Infinity', line: 8, column: 5 },
    ]);
    expect(await errorsOf(json, 'application/json')).toMatchObject([
      { pointer: '/grid/architecture/0', suggestion: 'alexnet-small', line: 6, column: 7 },
    ]);
  });

  it('resolves YAML anchors and merges, and locates faults in them', async () => {
    const { app } = await useApi();
    const grids = (seeds: string) =>
      `name: t\ndataset: synthetic\ngrid: &base\n  architecture: [mlp-1x8]\n  seed: ${seeds}\ninclude:\n  - <<: *base\n    corruption: [random-labels]\n`;
    const plan = await app.inject(submit(grids('{ from: 1, to: 3 }'), 'application/yaml'));
    expect(plan.json()).toMatchObject({ cells: 6 });
    const wrong = await app.inject(submit(grids('[x]'), 'application/yaml'));
    expect(wrong.json<Problem>().errors).toMatchObject([
      { pointer: '/grid/seed/0', line: 5, column: 10 },
      { pointer: '/include/0/seed/0', line: 5, column: 10 },
    ]);
    const list = await app.inject(submit(`${yaml}training:\n  <<: [1]\n`, 'application/yaml'));
    expect(list.json<Problem>()).toMatchObject({ code: 'request-invalid', errors: [{ line: 6, column: 7 }] });
  });

  it('gets the same answer whether it is long or short', async () => {
    const { app } = await useApi();
    const long = `${yaml}  seed:\n${Array.from({ length: 2000 }, (_, seed) => `    - ${String(seed)}\n`).join('')}`;
    const plan = await app.inject(submit(long, 'application/yaml'));
    expect(plan.json()).toMatchObject({ cells: 2000 });
    const twice = await app.inject(submit(`${long}name: again\n`, 'application/yaml'));
    expect(twice.statusCode).toBe(400);
    expect(twice.json<Problem>().errors).toMatchObject([{ line: 2006, column: 1 }]);
  });

  it('gets an answer of a few kilobytes, however many faults it has', async () => {
    const { app } = await useApi();
    const body = JSON.stringify({
      name: 'x',
      dataset: 'synthetic',
      grid: { architecture: Array(125_000).fill(1) },
    });
    const response = await app.inject(submit(body, 'application/json'));
    expect(response.statusCode).toBe(422);
    expect(response.json<Problem>()).toMatchObject({ moreErrors: 124_950 });
    expect(response.json<Problem>().errors).toHaveLength(50);
    expect(response.body.length).toBeLessThan(100_000);
  });
});
