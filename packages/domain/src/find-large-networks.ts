import type { Architecture } from './architectures/index.js';
import { architectureName, architectureVariant, resolveArchitecture } from './architectures/index.js';
import type { CellDataset } from './datasets/index.js';
import type { Fault } from './errors.js';
import { parameterCount } from './parameter-count.js';
import { MAX_COUNT } from './spec-parts.js';
import type { GridSpec } from './sweep-spec.js';

/** 40 GB of numbers. Their gradients and momenta make it three times as much. */
const MAX_PARAMETERS = 10_000_000_000;
/** Engines count a tensor's elements in 31 bits. */
const MAX_ELEMENTS = MAX_COUNT;

/** Writes large counts in powers of ten, because long rows of zeros are unreadable. */
const countText = (count: number): string =>
  count < 1e6 ? String(count) : count.toExponential(1).replace('e+', ' × 10^');
const gigabytes = (count: number): string => `${String(Math.ceil((count * 4) / 1e9))} GB`;

/** Describes what is too large about a network; `undefined` if nothing is. */
function excess(architecture: Architecture, dataset: CellDataset): string | undefined {
  const largest = architectureVariant(architecture).largestLayer?.(architecture);
  if (largest === undefined) return undefined;
  if (largest > MAX_ELEMENTS) return `a layer of ${countText(largest)} weights`;
  const parameters = parameterCount({ architecture, dataset, corruption: { kind: 'none' } });
  return parameters > MAX_PARAMETERS
    ? `${countText(parameters)} weights (${gigabytes(parameters)})`
    : undefined;
}

/** Networks too large for any machine. */
export function findLargeNetworks(
  { architecture }: GridSpec,
  { dataset, pointer }: { readonly dataset: CellDataset; readonly pointer: string },
): readonly Fault[] {
  return architecture.flatMap((spec, index) => {
    const resolved = resolveArchitecture(spec);
    const tooMuch = excess(resolved, dataset);
    if (tooMuch === undefined) return [];
    return [
      {
        pointer: `${pointer}/architecture/${String(index)}`,
        expected: `a network of at most ${countText(MAX_PARAMETERS)} weights, and ${countText(MAX_ELEMENTS)} in a layer`,
        found: `${architectureName(resolved)}, with ${tooMuch}`,
      },
    ];
  });
}
