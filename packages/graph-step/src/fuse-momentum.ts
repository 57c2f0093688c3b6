import type { RecordedOp, Recording, Source } from './record.js';

/** v ← m·v + g, w ← w − rate·v in one pass over memory. */
export interface MomentumUpdate {
  /** Indices of variables. */
  readonly weights: number;
  readonly velocity: number;
  readonly gradient: Source;
  readonly learningRate: Source;
  readonly momentum: Source;
}

const isVariable = (source: Source | undefined, index: number): boolean =>
  source?.kind === 'variable' && source.index === index;

/**
 * Finds the assignments in a recording that are an update of SGD with momentum, as `learning` writes it. TensorFlow has
 * one kernel for it, which reads and writes each value once instead of four times.
 */
export function findMomentumUpdates(recording: Recording): readonly MomentumUpdate[] {
  const { ops, outputs, assigned } = recording;
  const uses = new Map<RecordedOp, number>();
  const use = (source: Source): void => {
    if (source.kind !== 'output') return;
    const op = ops[source.op]!;
    uses.set(op, (uses.get(op) ?? 0) + 1);
  };
  for (const { inputs } of ops) inputs.forEach(use);
  for (const { source } of outputs) use(source);
  for (const source of assigned.values()) use(source);

  const madeBy = (source: Source | undefined, name: string, timesUsed: number): RecordedOp | undefined => {
    if (source?.kind !== 'output') return undefined;
    const op = ops[source.op]!;
    return op.name === name && uses.get(op) === timesUsed ? op : undefined;
  };
  const velocityOf = (sum: RecordedOp): number | undefined => {
    for (const [index, source] of assigned)
      if (source.kind === 'output' && ops[source.op] === sum) return index;
    return undefined;
  };

  return [...assigned].flatMap(([weights, source]): MomentumUpdate[] => {
    // w − rate·v′, where v′ = m·v + g is what v is assigned, and neither is used anywhere else.
    const difference = madeBy(source, 'Sub', 1);
    if (!isVariable(difference?.inputs[0], weights)) return [];
    const scaled = madeBy(difference?.inputs[1], 'Mul', 1);
    const sum = madeBy(scaled?.inputs[0], 'Add', 2);
    const retained = madeBy(sum?.inputs[0], 'Mul', 1);
    if (scaled === undefined || sum === undefined || retained === undefined) return [];
    const velocity = velocityOf(sum);
    if (velocity === undefined || !isVariable(retained.inputs[0], velocity)) return [];
    const update = {
      weights,
      velocity,
      gradient: sum.inputs[1]!,
      learningRate: scaled.inputs[1]!,
      momentum: retained.inputs[1]!,
    };
    return takesShapes(update, recording) ? [update] : [];
  });
}

/** The kernel does not broadcast: rate and momentum are scalars, and the gradient has the shape of the weights. */
function takesShapes(
  { weights, velocity, gradient, learningRate, momentum }: MomentumUpdate,
  recording: Recording,
): boolean {
  const shape = recording.shapes.variable[weights]!.join();
  const isScalar = (source: Source): boolean => shapeOf(source, recording).length === 0;
  return (
    isScalar(learningRate) &&
    isScalar(momentum) &&
    shapeOf(gradient, recording).join() === shape &&
    recording.shapes.variable[velocity]!.join() === shape
  );
}

function shapeOf(source: Source, { shapes, constants, ops }: Recording): readonly number[] {
  switch (source.kind) {
    case 'feed':
    case 'variable':
    case 'resident':
      return shapes[source.kind][source.index]!;
    case 'constant':
      return constants[source.index]!.shape;
    case 'output':
      return ops[source.op]!.shapes[source.index]!;
    default:
      throw new TypeError(`no such source: ${JSON.stringify(source satisfies never)}`);
  }
}
