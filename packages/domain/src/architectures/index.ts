import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import { InvalidInputError } from '../errors.js';
import type { Regularizer } from '../regularizers/index.js';
import { isRegularizedBy } from '../regularizers/index.js';
import type { ValueOf } from '../value-of.js';
import { joinTexts } from '../wording.js';
import { alexnetSmall } from './alexnet-small.js';
import { inceptionSmall } from './inception-small.js';
import { inceptionV3 } from './inception-v3.js';
import { kernel } from './kernel.js';
import { linear } from './linear.js';
import { memorizer } from './memorizer.js';
import { mlp } from './mlp.js';
import type { ArchitectureVariant } from './variant.js';

export type { Features } from './features.js';
export { featureCount } from './features.js';
export type { KernelArchitecture } from './kernel.js';
export type { MemorizerArchitecture } from './memorizer.js';

/** Every kind of architecture: the one list of them. */
const ARCHITECTURES = {
  'inception-small': inceptionSmall,
  'alexnet-small': alexnetSmall,
  'inception-v3': inceptionV3,
  mlp,
  linear,
  kernel,
  memorizer,
};

type Architectures = typeof ARCHITECTURES;
type Kind = keyof Architectures;
type TrainedIn<V> = V extends { readonly trained: infer S extends TSchema } ? ValueOf<S> : never;
type SolvedIn<V> = V extends { readonly solved: infer S extends TSchema } ? ValueOf<S> : never;
type WrittenIn<V> = V extends { readonly written: { readonly spec: infer S extends TSchema } }
  ? Static<S>
  : never;

/** An architecture that is trained by gradient descent. */
export type TrainedArchitecture = TrainedIn<Architectures[Kind]>;
/** An architecture that is solved, not trained. */
export type SolvedArchitecture = SolvedIn<Architectures[Kind]>;
export type Architecture = TrainedArchitecture | SolvedArchitecture;
type WrittenArchitecture = WrittenIn<Architectures[Kind]>;
/** An architecture as a spec writes it: a name, or an object where it has options. */
export type ArchitectureSpec = string | WrittenArchitecture;

const VARIANTS: Readonly<Record<Kind, ArchitectureVariant<Architecture, WrittenArchitecture>>> =
  ARCHITECTURES;
/** All that is known of a kind of architecture. */
export const architectureVariant = ({ kind }: { readonly kind: Kind }): (typeof VARIANTS)[Kind] =>
  VARIANTS[kind];
const LIST = Object.values(VARIANTS);

/** The architecture of a cell. */
export const Architecture = Type.Unsafe<Architecture>(
  Type.Union(LIST.flatMap(({ trained, solved }) => [trained ?? [], solved ?? []].flat())),
);

const fieldsOf = (schema: TSchema): string => {
  const fields = Type.IsObject(schema) ? Object.keys(schema.properties) : [];
  return `{${fields.filter((field) => field !== 'kind').join(', ')}}`;
};

function describeSpec(): string {
  const names = LIST.flatMap(({ words, help }) => [...words, ...(help === null ? [] : [help])]);
  const results = LIST.flatMap(({ resultName }) => resultName ?? []);
  const examples = results.flatMap(({ example }) => example ?? []);
  const leftOut = [...new Set(results.flatMap(({ leavesOut }) => leavesOut))];
  const objects = Object.entries(VARIANTS).flatMap(([kind, { written }]) =>
    written === null ? [] : [`${kind} ${fieldsOf(written.spec)}`],
  );
  return (
    `${names.join(', ')}, the name that results give one of these with options, such as ${joinTexts(examples, 'or')} ` +
    `(${joinTexts(leftOut)}, which names leave out, are the defaults), or an object with kind ${joinTexts(objects, 'or')}`
  );
}

export const ArchitectureSpec = Type.Unsafe<ArchitectureSpec>(
  Type.Union(
    [
      Type.Enum(LIST.flatMap(({ words }) => [...words])),
      ...LIST.flatMap(({ patterns }) => patterns).map((pattern) => Type.String({ pattern })),
      ...LIST.flatMap(({ written }) => written?.spec ?? []),
    ],
    { description: describeSpec() },
  ),
);

/** Reads what {@link architectureName} writes; what a name leaves out is the default. */
function resolveNamed(name: string): Architecture {
  for (const variant of LIST) {
    const architecture = variant.parseName(name);
    if (architecture !== undefined) return architecture;
  }
  throw new InvalidInputError('spec-invalid', `no architecture is called ${JSON.stringify(name)}`, [
    { pointer: '', expected: describeSpec(), found: JSON.stringify(name) },
  ]);
}

/** @throws InvalidInputError `spec-invalid` for a name that no architecture has */
export const resolveArchitecture = (spec: ArchitectureSpec): Architecture =>
  typeof spec === 'string' ? resolveNamed(spec) : architectureVariant(spec).written!.resolve(spec);

/** The name of an architecture as specs and results write it, for example `mlp-3x512`. */
export const architectureName = (architecture: Architecture): string =>
  architectureVariant(architecture).name(architecture);

export const isSolved = (architecture: Architecture): architecture is SolvedArchitecture =>
  architectureVariant(architecture).isSolved(architecture);

/** Whether the losses of an architecture are cross-entropies, in nats; those of the others are half squares. */
export const hasCrossEntropy = (architecture: Architecture): boolean =>
  architectureVariant(architecture).loss === 'cross-entropy';

/** Whether it normalizes by the statistics of a batch, and so needs the whole of it. */
export const hasBatchNorm = (architecture: Architecture): boolean =>
  architectureVariant(architecture).hasBatchNorm(architecture);

/** Whether it takes images of a folder, and nothing else; all others take images in memory. */
export const takesFolders = (architecture: Architecture): boolean =>
  architectureVariant(architecture).images === 'folder';

/** Names of the architectures that take images of a folder. */
export const FOLDER_ARCHITECTURES: readonly string[] = LIST.filter(
  ({ images }) => images === 'folder',
).flatMap(({ words }) => words);

/** Whether a network of it may have weight decay, or a ridge. */
export const takesWeightDecay = (architecture: Architecture): boolean =>
  !architectureVariant(architecture)
    .refusals(architecture)
    .some(({ fields }) => fields.includes('weightDecay'));

/** What of a regularizer an architecture cannot have: what is expected in its place; `undefined` if nothing. */
export const findMisfit = (architecture: Architecture, regularizer: Regularizer): string | undefined =>
  architectureVariant(architecture)
    .refusals(architecture)
    .find(({ fields }) => fields.some((field) => isRegularizedBy(regularizer, field)))?.expected;

/** Architectures of equal text refuse the same of every regularizer. */
export const refusalsKey = (architecture: Architecture): string => {
  const fields = architectureVariant(architecture)
    .refusals(architecture)
    .map((refusal) => refusal.fields.join());
  return `${architecture.kind} ${fields.join(' ')}`;
};

/** An option that a spec leaves out though its default does not fit the data set; `undefined` if there is none. */
export function findUnfitDefault(
  spec: ArchitectureSpec,
  dataset: CellDataset,
): { readonly option: string; readonly expected: string } | undefined {
  const { kind } = typeof spec === 'string' ? resolveNamed(spec) : spec;
  return VARIANTS[kind].written?.findUnfitDefault?.(spec, dataset);
}

/** An architecture in a report's Methods: its name, with the numbers that the name leaves out. */
export function describeArchitecture(architecture: Architecture): string {
  const options = architectureVariant(architecture).describeOptions(architecture);
  const name = architectureName(architecture);
  return options.length === 0 ? name : `${name} (${options.join(', ')})`;
}
