import type { Static, TSchema } from 'typebox';
import { Type } from 'typebox';
import type { CellDataset } from '../datasets/index.js';
import { COMPLETE_NAME } from '../did-you-mean.js';
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
import { resnet18 } from './resnet-18.js';
import type { ArchitectureVariant } from './variant.js';

export type { Features } from './features.js';
export { featureCount } from './features.js';
export type { KernelArchitecture } from './kernel.js';
export type { MemorizerArchitecture } from './memorizer.js';

/** Every kind of architecture. This is the only list of them. */
const ARCHITECTURES = {
  'inception-small': inceptionSmall,
  'alexnet-small': alexnetSmall,
  'inception-v3': inceptionV3,
  'resnet-18': resnet18,
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

/** An architecture trained by gradient descent. */
export type TrainedArchitecture = TrainedIn<Architectures[Kind]>;
/** An architecture solved in closed form instead of trained. */
export type SolvedArchitecture = SolvedIn<Architectures[Kind]>;
export type Architecture = TrainedArchitecture | SolvedArchitecture;
type WrittenArchitecture = WrittenIn<Architectures[Kind]>;
/** An architecture as a spec writes it: a name, or an object if it has options. */
export type ArchitectureSpec = string | WrittenArchitecture;

const VARIANTS: Readonly<Record<Kind, ArchitectureVariant<Architecture, WrittenArchitecture>>> =
  ARCHITECTURES;
/** Everything known about a kind of architecture. */
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
    `${names.join(', ')}, a name with options as in results, such as ${joinTexts(examples, 'or')} ` +
    `(names omit ${joinTexts(leftOut)}, which then take their defaults), or an object with kind ${joinTexts(objects, 'or')}`
  );
}

function completeName(written: string): string | undefined {
  for (const variant of LIST) {
    const name = variant.completeName?.(written);
    if (name !== undefined) return name;
  }
  return undefined;
}

export const ArchitectureSpec = Type.Unsafe<ArchitectureSpec>(
  Type.Union(
    [
      Type.Enum(LIST.flatMap(({ words }) => [...words])),
      ...LIST.flatMap(({ patterns }) => patterns).map((pattern) => Type.String({ pattern })),
      ...LIST.flatMap(({ written }) => written?.spec ?? []),
    ],
    { description: describeSpec(), [COMPLETE_NAME]: completeName },
  ),
);

/** Reads what {@link architectureName} writes. Options that a name omits take their defaults. */
function resolveNamed(name: string): Architecture {
  for (const variant of LIST) {
    const architecture = variant.parseName(name);
    if (architecture !== undefined) return architecture;
  }
  throw new InvalidInputError('spec-invalid', `no architecture is called ${JSON.stringify(name)}`, [
    { pointer: '', expected: describeSpec(), found: JSON.stringify(name) },
  ]);
}

/** @throws InvalidInputError `spec-invalid` if no architecture has that name */
export const resolveArchitecture = (spec: ArchitectureSpec): Architecture =>
  typeof spec === 'string' ? resolveNamed(spec) : architectureVariant(spec).written!.resolve(spec);

/** The name of an architecture as specs and results write it, for example `mlp-3x512`. */
export const architectureName = (architecture: Architecture): string =>
  architectureVariant(architecture).name(architecture);

export const isSolved = (architecture: Architecture): architecture is SolvedArchitecture =>
  architectureVariant(architecture).isSolved(architecture);

/** Whether an architecture's loss is the cross-entropy, in nats; otherwise it is half the squared error. */
export const hasCrossEntropy = (architecture: Architecture): boolean =>
  architectureVariant(architecture).loss === 'cross-entropy';

/** Whether it normalizes by batch statistics, and so needs the whole batch at once. */
export const hasBatchNorm = (architecture: Architecture): boolean =>
  architectureVariant(architecture).hasBatchNorm(architecture);

/** Whether it takes only images of a folder; all others take images in memory. */
export const takesFolders = (architecture: Architecture): boolean =>
  architectureVariant(architecture).images === 'folder';

/** Names of the architectures that take the images of a folder. */
export const FOLDER_ARCHITECTURES: readonly string[] = LIST.filter(
  ({ images }) => images === 'folder',
).flatMap(({ words }) => words);

/** Whether the architecture allows weight decay, or a ridge if it is solved. */
export const takesWeightDecay = (architecture: Architecture): boolean =>
  !architectureVariant(architecture)
    .refusals(architecture)
    .some(({ fields }) => fields.includes('weightDecay'));

/** What to expect in place of a regularizer that the architecture cannot have; `undefined` if it can have it. */
export const findMisfit = (architecture: Architecture, regularizer: Regularizer): string | undefined =>
  architectureVariant(architecture)
    .refusals(architecture)
    .find(({ fields }) => fields.some((field) => isRegularizedBy(regularizer, field)))?.expected;

/** Architectures with the same key refuse the same fields of a regularizer. */
export const refusalsKey = (architecture: Architecture): string => {
  const fields = architectureVariant(architecture)
    .refusals(architecture)
    .map((refusal) => refusal.fields.join());
  return `${architecture.kind} ${fields.join(' ')}`;
};

/** An option that the spec omits although its default does not fit the data set; `undefined` if there is none. */
export function findUnfitDefault(
  spec: ArchitectureSpec,
  dataset: CellDataset,
): { readonly option: string; readonly expected: string } | undefined {
  const { kind } = typeof spec === 'string' ? resolveNamed(spec) : spec;
  return VARIANTS[kind].written?.findUnfitDefault?.(spec, dataset);
}

/** An architecture in a report's Methods: its name, plus the numbers that the name omits. */
export function describeArchitecture(architecture: Architecture): string {
  const options = architectureVariant(architecture).describeOptions(architecture);
  const name = architectureName(architecture);
  return options.length === 0 ? name : `${name} (${options.join(', ')})`;
}
