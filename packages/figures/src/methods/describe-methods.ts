import type { EngineUse, SweepMethods } from '@rote/domain';
import { joinTexts } from '@rote/domain';
import { countOf, countText } from '../wording/number-text.js';
import { describeCorruptions, describeData } from './describe-data.js';
import { describeArchitectures, describeRegularizers, describeTraining } from './describe-training.js';

/** A day in UTC: `2026-11-25`. */
export const dayText = (date: Date): string => date.toISOString().slice(0, 10);

function describeSeeds({ seeds, hasSeedOverrides }: SweepMethods): string {
  const { count, least, greatest } = seeds;
  const which =
    count === 1
      ? `seed ${String(least)}`
      : `${countText(count)} seeds, ${String(least)} to ${String(greatest)}`;
  return hasSeedOverrides
    ? `There ${count === 1 ? 'is' : 'are'} ${which}; some cells have other seeds for labels, pixels, initial weights or order.`
    : `There ${count === 1 ? 'is' : 'are'} ${which}: labels, pixels, initial weights and order all derive from it.`;
}

const describeEngine = ({ engine, engineVersion, device, deviceName, cells }: EngineUse): string =>
  `${engine} ${engineVersion} on a ${device === 'gpu' ? 'GPU' : 'CPU'} (${deviceName}; ${countOf(cells, 'cell')})`;

function describeEngines({ engines, firstFinishedAt, lastFinishedAt }: SweepMethods): readonly string[] {
  if (engines.length === 0 || firstFinishedAt === null || lastFinishedAt === null)
    return ['No cell has a result yet.'];
  const [first, last] = [dayText(firstFinishedAt), dayText(lastFinishedAt)];
  const days = first === last ? `on ${first}` : `from ${first} to ${last}`;
  return [`Results were computed by ${joinTexts(engines.map(describeEngine))}, ${days}.`];
}

/** Describes how a sweep was done, in a sentence or two about each part, as a paper's methods section would. */
export const describeMethods = (methods: SweepMethods): readonly string[] => [
  ...describeData(methods.datasets),
  describeCorruptions(methods.corruptions),
  ...(methods.hasCorruptedTestLabels
    ? ['Some cells are tested on labels corrupted like those of the train set.']
    : []),
  ...(methods.leavesOut ? ['Some cells leave one train image out.'] : []),
  describeArchitectures(methods.architectures),
  ...describeTraining(methods),
  describeRegularizers(methods.regularizers),
  describeSeeds(methods),
  ...describeEngines(methods),
];
