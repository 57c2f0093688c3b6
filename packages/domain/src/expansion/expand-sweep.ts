import { isSolved } from '../architectures/index.js';
import type { Cell, Training } from '../cell.js';
import { canonicalCell, cellId } from '../cell-id.js';
import { corruptsImages, hasTestLabels, labelNoise } from '../corruptions/index.js';
import { InvalidInputError } from '../errors.js';
import { applyTraining, cellOf } from '../resolving/index.js';
import type { SweepSpec } from '../sweep-spec.js';
import { AXES, type Axis, type AxisValues } from './axis.js';
import { type Combination, combinationsOf } from './combinations.js';
import { completeGrid, gridsOf } from './grid-part.js';
import { createIdentities } from './identities.js';
import { observeCells, type SweepArchitecture } from './observe-cells.js';
import type { PartCount } from './part-count.js';
import { type Pattern, patternsOf } from './pattern.js';
import { warningsOf } from './warnings.js';

export interface ExpandedCell {
  readonly id: string;
  readonly cell: Cell;
  /** The cell as canonical JSON. */
  readonly json: string;
}

export interface Expansion {
  /**
   * The cells in a stable order: those of the grid, then those of each `include`, without those that an `exclude`
   * matches. Each cell appears once. From time to time the generator yields `undefined` instead of a cell, so that its
   * consumer can do other work while a large sweep expands. It streams, so the sweep is never in memory as a whole, and
   * can be read only once.
   *
   * @throws InvalidInputError `spec-invalid`, at the end, if no cell is left
   */
  readonly steps: Generator<ExpandedCell | undefined, void>;
  /** What in the spec has no effect, or a different one than it seems to. Complete once the steps have ended. */
  readonly warnings: () => readonly string[];
  /** The architectures of the cells so far. */
  readonly architectures: () => readonly SweepArchitecture[];
  /** The training settings of the first cell that is trained. */
  readonly training: () => Training | undefined;
}

/** What makes a difference to a combination. Each flag enables the axes that depend on it. */
interface Effects {
  readonly training: boolean;
  readonly labelSeed: boolean;
  readonly pixelSeed: boolean;
  readonly testLabels: boolean;
}

const effectsOn = ({ architecture, corruption }: AxisValues): Effects => ({
  training: !isSolved(architecture),
  labelSeed: labelNoise(corruption) > 0,
  pixelSeed: corruptsImages(corruption),
  testLabels: hasTestLabels(corruption),
});

/** The effect that the value on an axis depends on. Axes that are missing here always matter. */
const CONDITIONS: Partial<Record<Axis, keyof Effects>> = {
  labelSeed: 'labelSeed',
  pixelSeed: 'pixelSeed',
  testLabels: 'testLabels',
  orderSeed: 'training',
  epochs: 'training',
  batchSize: 'training',
  optimizer: 'training',
  decayPerEpoch: 'training',
  stepsPerDecay: 'training',
  stop: 'training',
};
const CONDITION_OF_AXIS = AXES.map((axis) => CONDITIONS[axis]);

const hasEffect = (effects: Effects, axisIndex: number): boolean => {
  const condition = CONDITION_OF_AXIS[axisIndex];
  return condition === undefined || effects[condition];
};

/** The identities of the values that matter. Two combinations are the same cell if their keys are equal. */
function keyOf(identities: readonly number[], effects: Effects, from = 0): string {
  let key = '';
  for (let index = from; index < AXES.length; index++)
    key += hasEffect(effects, index) ? `${String(identities[index])},` : ',';
  return key;
}

const FIRST_OF_TRAINING = AXES.indexOf('epochs');
/** Far more than the number of different trainings in most sweeps. */
const KEPT_TRAININGS = 10_000;

/**
 * Starts to expand a sweep.
 *
 * @param placeOf translates JSON pointers in warnings; see `readSweepSpec`
 */
export function startExpansion(
  spec: SweepSpec,
  placeOf: (pointer: string) => string = (pointer) => pointer,
): Expansion {
  const identities = createIdentities();
  const patterns = patternsOf(spec, identities);
  const unmatched = new Set(patterns);
  const observer = observeCells(spec);
  const counts: PartCount[] = [];

  // Cells share equal parts, so each part is resolved, serialized and hashed once.
  const trainings = new Map<string, Training>();
  const trainingOf = ({ values, dataset, identities: ids }: Combination, effects: Effects): Training => {
    const key = `${values.architecture.kind},${keyOf(ids, effects, FIRST_OF_TRAINING)}`;
    let training = trainings.get(key);
    if (training === undefined) {
      if (trainings.size >= KEPT_TRAININGS) trainings.clear();
      trainings.set(key, (training = applyTraining(values, { architecture: values.architecture, dataset })));
    }
    return training;
  };
  const toCell = (combination: Combination, effects: Effects): Cell => {
    const { values, dataset } = combination;
    const { architecture, corruption, seed, testLabels, leaveOut } = values;
    return cellOf({
      dataset,
      corruption,
      architecture,
      seed,
      seeds: values,
      testLabels,
      leaveOut,
      regularizer: identities.regularizer(values.regularizer, architecture),
      training: trainingOf(combination, effects),
      measures: spec.measures,
    });
  };

  function* expand(): Generator<ExpandedCell | undefined, void> {
    const seen = new Set<string>();
    for (const given of gridsOf(spec)) {
      const part = yield* completeGrid(given, spec);
      const count: PartCount = { part, cells: 0, excluded: 0, merged: new Map(), used: new Set() };
      counts.push(count);
      const { merged, used } = count;
      const several = AXES.flatMap((axis, index) => (part.values[axis].length > 1 ? [index] : []));
      const walk = {
        patterns,
        identities,
        dataset: spec.dataset,
        onMatch: (pattern: Pattern) => void unmatched.delete(pattern),
        onExclude: (excluded: number) => void (count.excluded += excluded),
      };
      for (const combination of combinationsOf(part, walk)) {
        if (combination === undefined) {
          yield undefined;
          continue;
        }
        const effects = effectsOn(combination.values);
        for (let index = 0; index < AXES.length && used.size < AXES.length; index++)
          if (hasEffect(effects, index)) used.add(AXES[index]!);
        const key = keyOf(combination.identities, effects);
        if (seen.has(key)) {
          const idle = several.filter((index) => !hasEffect(effects, index)).map((index) => AXES[index]);
          const names = idle.join(', ');
          merged.set(names, (merged.get(names) ?? 0) + 1);
          continue;
        }
        seen.add(key);
        count.cells++;
        const cell = toCell(combination, effects);
        observer.observe(cell);
        const json = canonicalCell(cell);
        yield { id: cellId(cell, json), cell, json };
      }
    }
    if (seen.size === 0)
      throw new InvalidInputError('spec-invalid', 'this sweep has no cells', [
        { pointer: '/exclude', expected: 'patterns that leave at least one cell; these match all of them' },
      ]);
  }
  return {
    steps: expand(),
    warnings: () => warningsOf(spec, { counts, unmatched, observer, placeOf }),
    architectures: () => observer.architectures(),
    training: () => observer.training(),
  };
}

/**
 * Yields the cells of a sweep in the order that {@link Expansion} describes.
 *
 * @throws InvalidInputError `spec-invalid`, at the end, if no cell is left
 */
export function* expandSweep(spec: SweepSpec): Generator<ExpandedCell> {
  for (const step of startExpansion(spec).steps) if (step !== undefined) yield step;
}
