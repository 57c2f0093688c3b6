import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { Fault } from '../src/index.js';
import {
  expandSweep,
  InvalidInputError,
  parseSweepSpec,
  PRESETS,
  readSweepSpec,
  sha256Hex,
  startExpansion,
} from '../src/index.js';

const idsOf = (spec: unknown): string[] => [...expandSweep(parseSweepSpec(spec))].map(({ id }) => id);
const exampleOf = (name: string): object =>
  parse(readFileSync(new URL(`../../../examples/${name}.yaml`, import.meta.url), 'utf8')) as object;
const sweeps = PRESETS.filter(({ part }) => part === 'sweep');

function faultsOf(spec: unknown): readonly Fault[] {
  try {
    parseSweepSpec(spec);
  } catch (error) {
    if (error instanceof InvalidInputError) return error.faults;
    throw error;
  }
  return [];
}

describe('the presets', () => {
  it('are frozen, have distinct names, and say where their values come from', () => {
    expect(new Set(PRESETS.map(({ name }) => name)).size).toBe(PRESETS.length);
    for (const { values, source, title } of PRESETS) {
      expect(Object.isFrozen(values)).toBe(true);
      expect(
        Object.values(values).every((value) => typeof value !== 'object' || Object.isFrozen(value)),
      ).toBe(true);
      expect(source).toMatch(/\d{4}|chosen/);
      expect(title).not.toBe('');
    }
  });

  it.each(sweeps.map(({ name }) => name))('%s has the cells of its file in examples/', (name) => {
    expect(idsOf({ preset: name })).toEqual(idsOf(exampleOf(name.replace('paper-', ''))));
  });

  it('never change: a changed value would be another sweep', () => {
    expect(
      Object.fromEntries(
        sweeps.map(({ name }) => [name, sha256Hex(idsOf({ preset: name }).join()).slice(0, 12)]),
      ),
    ).toMatchInlineSnapshot(`
      {
        "paper-figure-1a": "a23e25630ca2",
        "paper-figure-1bc": "2f164f57d5a6",
        "paper-figure-2b": "6cc06561dc13",
        "paper-kernel-mnist": "77577c1b7ef2",
        "paper-table-1": "bd128e4e4e98",
        "paper-table-2": "582247d85901",
        "paper-table-4": "e48c3fda172c",
        "paper-theorem-1": "010c02d2cdf5",
      }
    `);
  });
});

describe('a sweep with a preset', () => {
  it('has the cells of the same sweep written out, and keeps only what is written out', () => {
    const spec = parseSweepSpec({
      preset: 'paper-figure-1a',
      name: 'fewer images',
      dataset: { name: 'cifar10', train: 2000, test: 500 },
      grid: { architecture: ['mlp-1x512'], seed: { from: 1, to: 3 } },
      training: { epochs: 20 },
    });
    expect(spec).toEqual({
      name: 'fewer images',
      dataset: { name: 'cifar10', train: 2000, test: 500 },
      grid: {
        architecture: ['mlp-1x512'],
        corruption: ['none', 'shuffled-pixels', 'gaussian', 'random-pixels', 'random-labels'],
        seed: { from: 1, to: 3 },
      },
      training: { epochs: 20 },
    });
  });

  it('overrides an axis in every grid of the preset, also by its training or a zip', () => {
    const cells = [
      ...expandSweep(
        parseSweepSpec({
          preset: 'paper-table-4',
          grid: { seed: [1, 2] },
          training: { epochs: 30 },
        }),
      ),
    ].map(({ cell }) => cell);
    expect(cells).toHaveLength(12);
    expect(new Set(cells.map(({ training: { epochs } }) => epochs))).toEqual(new Set([30]));
    expect(cells.filter(({ seed }) => seed === 2)).toHaveLength(6);
    const zipped = parseSweepSpec({
      preset: 'paper-kernel-mnist',
      grid: { zip: { trainImages: [1000, 2000], seed: [1, 2] } },
    });
    expect(idsOf(zipped)).toHaveLength(4);
  });

  it('replaces the grids of include if it has its own', () => {
    expect(idsOf({ preset: 'paper-table-1', include: [] })).toHaveLength(8);
  });

  it('takes axes and ways of training by name; the later of two has precedence', () => {
    const written = {
      name: 'n',
      dataset: 'cifar10',
      grid: { architecture: ['mlp-1x512'], preset: ['randomization-tests', 'paper-regularizers'] },
      include: [{ preset: 'label-noise-levels', architecture: ['mlp-3x512'] }],
      training: { preset: ['paper-cifar10', 'long-for-augmentation'], decayPerEpoch: 0.9 },
    };
    const { grid, include, training } = parseSweepSpec(written);
    expect(grid).toMatchObject({ architecture: ['mlp-1x512'], regularizer: { length: 4 } });
    expect(grid.corruption).toHaveLength(5);
    expect(include?.[0]?.corruption).toHaveLength(11);
    expect(training).toMatchObject({ epochs: 200, batchSize: 128, decayPerEpoch: 0.9 });
    expect(idsOf(parseSweepSpec(written))).toEqual(idsOf(written));
  });

  it('has the defaults of a cell in paper-cifar10, so that cells are the same with and without it', () => {
    const spec = { name: 'n', dataset: 'cifar10', grid: { architecture: ['alexnet-small', 'mlp-1x512'] } };
    expect(idsOf({ ...spec, training: { preset: 'paper-cifar10' } })).toEqual(
      idsOf({ ...spec, training: { epochs: 60 } }),
    );
  });

  it('reports a fault and a warning where the person wrote what is wrong', () => {
    expect(faultsOf({ preset: 'paper-table1' })).toMatchObject([
      { pointer: '/preset', suggestion: 'paper-table-1' },
    ]);
    expect(
      faultsOf({
        preset: 'paper-table-1',
        dataset: 'imagenet',
        grid: { preset: 'paper-cifar10', seed: [-1] },
        training: { preset: [7] },
      }).map(({ pointer }) => pointer),
    ).toEqual(['/grid/preset', '/training/preset/0', '/dataset', '/grid/seed/0']);
    // A value of the preset has no place of its own in the file.
    const misfits = faultsOf({ preset: 'paper-table-2', dataset: 'cifar10' });
    expect(new Set(misfits.map(({ pointer }) => pointer))).toEqual(new Set(['/preset']));
    const { spec, placeOf } = readSweepSpec({ preset: 'paper-figure-2b', grid: { seed: [1, 1] } });
    const expansion = startExpansion(spec, placeOf);
    for (const step of expansion.steps) expect(step?.id).toHaveLength(64);
    expect(expansion.warnings().join('\n')).toContain('/grid/seed');
  });

  it('is no sweep without one: name, data set and grid are required', () => {
    expect(faultsOf({ name: 'n' }).map(({ pointer }) => pointer)).toEqual(['/dataset', '/grid']);
  });
});
