import type { ExampleState, KeptTensor, NamedTensor } from '@rote/domain';
import { RoteError } from '@rote/domain';

/** No tensor of a network has a name that begins with it. */
const PREFIX = 'examples/';
const KEYS = ['firstFitted', 'timesForgotten', 'fitted'] as const;

/** The examples' history as float32 tensors [train]: exact, since epochs are far below 2²⁴. */
export const toTensors = (examples: ExampleState | undefined): readonly NamedTensor[] =>
  examples === undefined
    ? []
    : KEYS.map((key) => ({
        name: PREFIX + key,
        shape: [examples[key].length],
        values: Float32Array.from(examples[key]),
      }));

const isOfNetwork = (tensor: KeptTensor): tensor is NamedTensor => tensor.values instanceof Float32Array;

/**
 * Splits the tensors of a file into those of a network and, if there are any, those of the examples' history.
 *
 * @throws RoteError `data-corrupt` if part of that history is missing or not float32
 */
export function fromTensors(all: readonly KeptTensor[]): {
  readonly tensors: readonly NamedTensor[];
  readonly examples?: ExampleState;
} {
  if (!all.every(isOfNetwork))
    throw new RoteError('data-corrupt', 'Not a snapshot: it has tensors that are not float32');
  const tensors = all.filter(({ name }) => !name.startsWith(PREFIX));
  if (tensors.length === all.length) return { tensors };
  const [firstFitted, timesForgotten, fitted] = KEYS.map(
    (key) => all.find(({ name }) => name === PREFIX + key)?.values,
  );
  if (
    firstFitted === undefined ||
    timesForgotten?.length !== firstFitted.length ||
    fitted?.length !== firstFitted.length
  )
    throw new RoteError('data-corrupt', 'Not a snapshot: its history of the examples is incomplete');
  return {
    tensors,
    examples: {
      firstFitted: Uint32Array.from(firstFitted),
      timesForgotten: Uint32Array.from(timesForgotten),
      fitted: Uint8Array.from(fitted),
    },
  };
}
