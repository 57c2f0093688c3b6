import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { useStore } from '@rote/testkit';
import { expect, it } from 'vitest';
import { useApi } from './api-process.js';
import { runCommand } from './run-command.js';
import { trainSweep } from './trained-sweep.js';

const FILE = new URL('../../../examples/results.ipynb', import.meta.url);
const MODULES = ['duckdb', 'matplotlib', 'pandas', 'pyarrow'];

/** Where CI puts what Debian does not have. */
const PYTHON_ENV = {
  ...process.env,
  PYTHONPATH: [process.env['PYTHONPATH'], fileURLToPath(new URL('../../../.rote/python', import.meta.url))]
    .filter((folder) => folder !== undefined)
    .join(':'),
  MPLBACKEND: 'Agg', // cspell:disable-line
};
const python = ['python3', '/usr/bin/python3'].find(
  (file) => spawnSync(file, ['-c', `import ${MODULES.join(', ')}`], { env: PYTHON_ENV }).status === 0,
);

interface Notebook {
  readonly cells: readonly {
    readonly cell_type: 'code' | 'markdown';
    readonly source: readonly string[];
    readonly outputs?: readonly unknown[];
    readonly execution_count?: number | null;
  }[];
}

const notebook = JSON.parse(readFileSync(FILE, 'utf8')) as Notebook;

/** Prints what the notebook's last expressions and its variables are. */
const INSPECTION = `
import json
print(json.dumps({
  "sweeps": sweeps.to_dict("records")[0]["cells"],
  "curves": sorted(set(curves["corruption"])),
  "epochs": sorted(set(int(epoch) for epoch in curves["epoch"])),
  "lines": len(plt.figure(1).axes[0].lines),
  "parameters": str(results["parameter_count"][0]),
}))`;

it('the notebook in examples has no outputs, and is small', () => {
  expect(readFileSync(FILE).length).toBeLessThan(10_000);
  for (const { cell_type: type, outputs, execution_count: count } of notebook.cells)
    if (type === 'code') expect([outputs, count]).toEqual([[], null]);
});

it(
  `the notebook in examples runs from its first cell to its last${python === undefined ? ` (needs python3 with ${MODULES.join(', ')})` : ''}`,
  { timeout: 120_000, skip: python === undefined },
  async () => {
    const store = await useStore();
    await trainSweep(store);
    const { text } = await runCommand(['keys', 'create', '--name', 'n', '--scope', 'sql'], {
      DATABASE_URL: store.url,
    });
    const program = notebook.cells
      .filter(({ cell_type: type }) => type === 'code')
      .map(({ source }) => source.join(''));
    const { stdout } = await promisify(execFile)(python!, ['-c', [...program, INSPECTION].join('\n')], {
      env: {
        ...PYTHON_ENV,
        ROTE_API_URL: await useApi(store.url),
        ROTE_API_KEY: /^rote_\w+/m.exec(text)?.[0] ?? '',
      },
    });
    expect(JSON.parse(stdout)).toMatchObject({
      curves: ['none'],
      lines: 1,
      parameters: '9007199254740993',
    });
  },
);
