import { stringifyYaml } from '@rote/contracts';
import type { NamedPreset } from '@rote/domain';

export interface StarterOptions {
  /** The name of the sweep. */
  readonly name: string;
  /** The file that it is written to, as a person would type it. */
  readonly file: string;
  /** Where editors find the JSON Schema: a path from the file, or an address. */
  readonly schema: string;
  readonly preset?: NamedPreset | undefined;
}

const asComment = (yaml: string): string =>
  yaml
    .trimEnd()
    .split('\n')
    .map((line) => `#   ${line}`)
    .join('\n');

const AXES = {
  architecture: `  # Networks. mlp-3x512 has three hidden layers of 512 units; others are alexnet-small and inception-small.
  architecture: [mlp-1x512]`,
  corruption: `  # What happens to the train set before training: none, random-labels, shuffled-pixels, gaussian, and so on.
  corruption: [none, random-labels]`,
  regularizer: `  regularizer: [none, weight-decay]`,
  seed: `  # Everything random in a cell follows from its seed. More seeds give means with intervals.
  seed: { from: 1, to: 2 }`,
};

/** The fields that a preset does not have. */
const missingFrom = (
  preset: NamedPreset | undefined,
  fields: Readonly<Record<string, string>>,
): readonly string[] =>
  Object.entries(fields).flatMap(([field, text]) => (preset?.values[field] === undefined ? [text] : []));

const gridWith = (preset: NamedPreset | undefined): string =>
  [
    'grid:',
    ...(preset === undefined ? [] : [`  # ${preset.title}`, `  preset: ${preset.name}`]),
    ...missingFrom(preset, AXES),
  ].join('\n');

const TRAINING = {
  epochs: `  # At most so many passes over the train set.
  epochs: 20`,
  decayPerEpoch: `  # The learning rate stays as it is.
  decayPerEpoch: 1`,
  stop: `  # A cell ends as soon as it has fitted the train set.
  stop: { trainAccuracy: 1, trainLoss: 0.05 }`,
};

const trainingWith = (preset: NamedPreset | undefined): string =>
  [
    'training:',
    ...(preset === undefined ? [] : [`  # ${preset.title}`, `  preset: ${preset.name}`]),
    ...missingFrom(preset, TRAINING),
  ].join('\n');

const wholeSweep = (name: string, { name: preset, title, source, values }: NamedPreset): string =>
  `# ${title}
# Source: ${source}
preset: ${preset}

# What the file says itself replaces what the preset says; an axis of grid does so in every grid of the preset.
${stringifyYaml({ name }).trim()}
# dataset: { name: cifar10, train: 2000, test: 1000 }
# grid: { seed: { from: 1, to: 5 } }
# training: { epochs: 20 }

# The preset says:
${asComment(stringifyYaml(values))}
`;

const ownSweep = (name: string, preset: NamedPreset | undefined): string =>
  `${stringifyYaml({ name }).trim()}

# So many images, the same for every cell; "dataset: cifar10" has all of them.
dataset: { name: cifar10, train: 1000, test: 1000 }

# The values of each axis.
${gridWith(preset?.part === 'grid' ? preset : undefined)}

${trainingWith(preset?.part === 'training' ? preset : undefined)}

# Sweeps with a higher priority go first.
priority: 0
`;

/** Writes a small valid sweep file with comments, for a person to change. */
export const writeStarter = ({ name, file, schema, preset }: StarterOptions): string =>
  `# yaml-language-server: $schema=${schema}
# A sweep trains every combination of the values in its grid, each once. docs/guide/writing-sweeps.md explains it.
# "npx rote plan ${file}" checks this file and estimates its cost; "npx rote submit ${file} --watch" trains it.
${preset?.part === 'sweep' ? wholeSweep(name, preset) : ownSweep(name, preset)}`;
