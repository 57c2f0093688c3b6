import type * as tf from '@tensorflow/tfjs-core';
import { findMomentumUpdates } from './fuse-momentum.js';
import type { AttributeMessage, GraphBuilder } from './graph-builder.js';
import { attributeMessage, shapeMessage } from './graph-builder.js';
import type { NativeBinding } from './native-backend.js';
import type { ProgramFunction } from './program.js';
import type { Recording, Source } from './record.js';

/** How to run a function of the graph: the names to feed and the names to fetch. */
export interface FunctionNames {
  readonly feeds: readonly string[];
  readonly outputs: readonly string[];
}

/** Names of the graph's nodes that hold state. */
export interface StateNames {
  readonly variables: readonly string[];
  readonly residents: readonly string[];
}

type Attributes = Readonly<Record<string, AttributeMessage>>;

function tensorflowType(dtype: tf.DataType, binding: NativeBinding): number {
  return dtype === 'float32' ? binding.TF_FLOAT : dtype === 'int32' ? binding.TF_INT32 : binding.TF_BOOL;
}

/**
 * Adds a recorded function to a graph. The graph reads state before it assigns any of it, and returns outputs only
 * after every assignment is done: one session run is one call.
 */
export function addFunction(
  name: string,
  { feeds }: ProgramFunction,
  recording: Recording,
  graph: GraphBuilder,
  state: StateNames,
  binding: NativeBinding,
): FunctionNames {
  const float: AttributeMessage = { type: binding.TF_FLOAT };
  const placeholders = feeds.map(({ shape, dtype }, index) =>
    graph.add(`${name}/feed-${index}`, 'Placeholder', [], {
      dtype: { type: tensorflowType(dtype, binding) },
      shape: { shape: shapeMessage(shape) },
    }),
  );

  const readNodes = new Set<string>();
  const readState = (kind: 'variable' | 'resident', index: number): string => {
    const node = `${name}/read-${kind}-${index}`;
    if (!readNodes.has(node)) {
      readNodes.add(node);
      const handle = (kind === 'variable' ? state.variables : state.residents)[index]!;
      graph.add(node, 'ReadVariableOp', [handle], { dtype: float });
    }
    return node;
  };
  const constants = new Map<number, string>();
  const readConstant = (index: number): string => {
    let node = constants.get(index);
    if (node === undefined) {
      node = graph.addConstant(`${name}/constant-${index}`, recording.constants[index]!);
      constants.set(index, node);
    }
    return node;
  };
  const nodeOf = (source: Source): string => {
    switch (source.kind) {
      case 'feed':
        return placeholders[source.index]!;
      case 'variable':
      case 'resident':
        return readState(source.kind, source.index);
      case 'constant':
        return readConstant(source.index);
      case 'output':
        return `${name}/op-${source.op}${source.index === 0 ? '' : `:${source.index}`}`;
      default:
        throw new TypeError(`no such source: ${JSON.stringify(source satisfies never)}`);
    }
  };

  const updates = findMomentumUpdates(recording);
  const fused = new Set(updates.flatMap(({ weights, velocity }) => [weights, velocity]));
  const writes: readonly Write[] = [
    ...updates.map(({ weights, velocity, learningRate, gradient, momentum }) => ({
      node: `${name}/update-${weights}`,
      op: 'ResourceApplyMomentum',
      written: [weights, velocity],
      values: [learningRate, gradient, momentum],
      typeAttribute: 'T',
    })),
    ...[...recording.assigned]
      .filter(([index]) => !fused.has(index))
      .map(([index, source]) => ({
        node: `${name}/assign-${index}`,
        op: 'AssignVariableOp',
        written: [index],
        values: [source],
        typeAttribute: 'dtype',
      })),
  ];
  const results = [
    ...recording.outputs.map(({ source }) => source),
    ...writes.flatMap(({ values }) => values),
  ];
  for (const index of findNeeded(recording, results)) {
    const { name: op, inputs, attributes } = recording.ops[index]!;
    const messages = attributes.map((attribute) => [attribute.name, attributeMessage(attribute, binding)]);
    graph.add(`${name}/op-${index}`, op, inputs.map(nodeOf), Object.fromEntries(messages) as Attributes);
  }
  const outputs = recording.outputs.map(({ source, dtype }) => ({ node: nodeOf(source), dtype }));
  // Every read precedes the first write: a write may wait for the read of another variable.
  const inputs = writes.map(({ values }) => values.map(nodeOf));
  const written = writes.map(({ node, op, written, typeAttribute }, i) => {
    const handles = written.map((index) => state.variables[index]!);
    const reads = written
      .map((index) => `${name}/read-variable-${index}`)
      .filter((read) => readNodes.has(read));
    graph.add(node, op, [...handles, ...inputs[i]!, ...reads.map((read) => `^${read}`)], {
      [typeAttribute]: float,
    });
    return `^${node}`;
  });
  // A session runs nothing unless something is fetched.
  const done = graph.addConstant(`${name}/done`, { dtype: binding.TF_INT32, shape: [], values: [0] });
  return {
    feeds: placeholders,
    outputs:
      outputs.length > 0
        ? outputs.map(({ node, dtype }, index) =>
            graph.add(`${name}/output-${index}`, 'Identity', [node, ...written], {
              T: { type: tensorflowType(dtype, binding) },
            }),
          )
        : [graph.add(`${name}/end`, 'Identity', [done, ...written], { T: { type: binding.TF_INT32 } })],
  };
}

interface Write {
  readonly node: string;
  readonly op: string;
  /** Indices of the variables. */
  readonly written: readonly number[];
  readonly values: readonly Source[];
  /** The name of the attribute that holds the type written. */
  readonly typeAttribute: string;
}

/** The indices of the operations that these values depend on, in recording order. */
function findNeeded({ ops }: Recording, values: readonly Source[]): readonly number[] {
  const needed = new Set<number>();
  const waiting = [...values];
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop()) {
    if (source.kind !== 'output' || needed.has(source.op)) continue;
    needed.add(source.op);
    waiting.push(...ops[source.op]!.inputs);
  }
  return [...needed].sort((a, b) => a - b);
}
