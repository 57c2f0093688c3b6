import type { NamedTensor, TrainingSnapshot } from '@rote/domain';
import { RoteError } from '@rote/domain';
import type { NamedVariable } from '../engine/named-tensors.js';
import { assignTensors, readTensors } from '../engine/named-tensors.js';
import type { CellParts } from './cell-program.js';
import { stateOf } from './cell-program.js';
import type { Run } from './train-epoch.js';

/** Captures the state of a run, read from the engine. */
export async function takeSnapshot(run: Run): Promise<TrainingSnapshot> {
  const { step, curve, epochSeconds, gradientNorm, examples } = run.progress;
  run.session.readBack();
  return {
    step,
    curve: [...curve],
    epochSeconds,
    gradientNorm,
    tensors: await readTensors(stateOf(run)),
    ...(examples && { examples }),
  };
}

/** Reads what a network has learned, its parameters and running statistics, for evaluation elsewhere. */
export async function readWeights({ model, session }: Run): Promise<readonly NamedTensor[]> {
  session.readBack();
  return await readTensors([...model.parameters, ...model.statistics]);
}

/**
 * Assigns the values of a snapshot to a cell's variables.
 *
 * @throws RoteError `data-corrupt` if the snapshot belongs to another network or optimizer
 */
export function restoreVariables(parts: CellParts, { tensors }: TrainingSnapshot): void {
  const values = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  const state = stateOf(parts);
  const fits = ({ name, variable }: NamedVariable): boolean =>
    values.get(name)?.shape.join() === variable.shape.join();
  if (values.size !== state.length || !state.every(fits))
    throw new RoteError(
      'data-corrupt',
      'the snapshot belongs to another network or optimizer: restart the cell from its beginning',
    );
  assignTensors(state, tensors);
}
