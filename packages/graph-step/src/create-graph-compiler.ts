import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RoteError } from '@rote/domain';
import * as tf from '@tensorflow/tfjs-core';
import type { FunctionNames } from './add-function.js';
import { addFunction } from './add-function.js';
import type { AttributeMessage } from './graph-builder.js';
import { createGraphBuilder, SERVE, shapeMessage } from './graph-builder.js';
import type { NativeBackend } from './native-backend.js';
import { findNativeBackend } from './native-backend.js';
import type { Program, Session } from './program.js';
import { recordFunction } from './record.js';

/** A program as a TensorFlow graph, without the values of its state. */
interface ProgramGraph<Name extends string> {
  /** The bytes of a `saved_model.pb`. */
  readonly savedModel: Uint8Array;
  readonly functions: Readonly<Record<Name, FunctionNames>>;
  /** Sets the values of all variables and residents. */
  readonly write: FunctionNames;
  /** Fetches every variable. */
  readonly read: FunctionNames;
}

/**
 * Records every function of a program and writes them as one graph.
 *
 * @throws RoteError `engine-failed` if a function cannot be recorded
 */
function buildGraph<Name extends string>(
  { functions, variables, residents }: Program<Name>,
  backend: NativeBackend,
): ProgramGraph<Name> {
  const { binding } = backend;
  const graph = createGraphBuilder(binding);
  const float: AttributeMessage = { type: binding.TF_FLOAT };
  const feeds: string[] = [];
  const written: string[] = [];
  const declare = (kind: string, tensors: readonly tf.Tensor[]): string[] =>
    tensors.map(({ shape, dtype }, index) => {
      if (dtype !== 'float32')
        throw new RoteError('engine-failed', `a ${kind} of type ${dtype} is not supported`);
      const name = `${kind}-${index}`;
      const attributes = { dtype: float, shape: { shape: shapeMessage(shape) } };
      const handle = graph.add(name, 'VarHandleOp', [], {
        ...attributes,
        shared_name: { s: new TextEncoder().encode(name) },
      });
      const feed = graph.add(`write/${name}`, 'Placeholder', [], attributes);
      feeds.push(feed);
      written.push(
        `^${graph.add(`write/assign-${name}`, 'AssignVariableOp', [handle, feed], { dtype: float })}`,
      );
      return handle;
    });
  const state = { variables: declare('variable', variables), residents: declare('resident', residents) };
  const done = graph.addConstant('write/done', { dtype: binding.TF_INT32, shape: [], values: [0] });
  const write = {
    feeds,
    outputs: [graph.add('write/end', 'Identity', [done, ...written], { T: { type: binding.TF_INT32 } })],
  };
  const read = {
    feeds: [],
    outputs: state.variables.map((handle) =>
      graph.add(`read/${handle}`, 'ReadVariableOp', [handle], { dtype: float }),
    ),
  };
  const names = {} as Record<Name, FunctionNames>;
  for (const name of Object.keys(functions) as Name[]) {
    const recording = recordFunction(name, functions[name], { backend, variables, residents });
    names[name] = addFunction(name, functions[name], recording, graph, state, binding);
  }
  return { savedModel: graph.encode(), functions: names, write, read };
}

/** Opens a session on a graph. The binding can only read it from a folder. */
function loadGraph(savedModel: Uint8Array, { binding }: NativeBackend): number {
  const directory = mkdtempSync(join(tmpdir(), 'rote-graph-'));
  try {
    writeFileSync(join(directory, 'saved_model.pb'), savedModel);
    return binding.loadSavedModel(directory, SERVE);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** A session of TensorFlow's, whatever its state. */
interface OpenSession {
  readonly calls: Readonly<Record<string, (feeds: readonly tf.Tensor[]) => tf.Tensor[]>>;
  readonly write: (state: readonly tf.Tensor[]) => void;
  /** Returns the values of the variables. */
  readonly read: () => tf.Tensor[];
  readonly close: () => void;
}

function open(graph: ProgramGraph<string>, backend: NativeBackend): OpenSession {
  const { binding } = backend;
  const session = loadGraph(graph.savedModel, backend);
  const call = ({ feeds, outputs }: FunctionNames) => {
    const inputNames = feeds.map((feed) => `${feed}:0`).join(',');
    const outputNames = outputs.map((output) => `${output}:0`).join(',');
    return (tensors: readonly tf.Tensor[]): tf.Tensor[] =>
      binding
        .runSavedModel(session, backend.getInputTensorIds(tensors), inputNames, outputNames)
        .map((metadata) => backend.createOutputTensor(metadata));
  };
  const [write, read] = [call(graph.write), call(graph.read)];
  return {
    calls: Object.fromEntries(Object.entries(graph.functions).map(([name, names]) => [name, call(names)])),
    write: (state) => {
      tf.dispose(write(state));
    },
    read: () => read([]),
    close: () => {
      binding.deleteSavedModel(session);
    },
  };
}

/**
 * How many programs' graphs to keep. Each is small (a few hundred KiB), and recording it costs a call of each function.
 */
const GRAPHS_KEPT = 16;

/**
 * How many bytes of state the sessions have that wait for their next program. TensorFlow optimizes a graph when a session first
 * runs a function, which takes tens of milliseconds: as long as training a small cell, and nothing beside a large one.
 */
const STATE_KEPT_BYTES = 64 * 1024 * 1024;

/** Turns programs into TensorFlow graphs, and reuses graphs and sessions for the next program with the same key. */
export interface GraphCompiler {
  readonly compile: <Name extends string>(program: Program<Name>) => Session<Name>;
  /** Ends the sessions that wait for their next program. */
  readonly close: () => void;
}

/** Drops the oldest entries of a map until `fits` is true. */
function dropOldest<Value>(
  map: Map<string, Value>,
  fits: () => boolean,
  drop?: (value: Value) => void,
): void {
  for (const [key, value] of map) {
    if (fits()) return;
    map.delete(key);
    drop?.(value);
  }
}

const bytesOf = (tensors: readonly tf.Tensor[]): number =>
  tensors.reduce((sum, { size }) => sum + size * Float32Array.BYTES_PER_ELEMENT, 0);

/**
 * A `tf.function` for TensorFlow.js on its native engine. Each function of a program is called once while every
 * operation that reaches the binding is recorded. From then on it runs as one TensorFlow graph in a session that holds
 * the program's state: no JavaScript runs between its operations, and TensorFlow optimizes it as a whole.
 *
 * The native backend must be selected for as long as a program runs.
 */
export function createGraphCompiler(): GraphCompiler {
  const graphs = new Map<string, ProgramGraph<string>>();
  const waiting = new Map<string, { readonly session: OpenSession; readonly bytes: number }>();
  let waitingBytes = 0;

  const findGraph = (program: Program, backend: NativeBackend): ProgramGraph<string> => {
    const graph = graphs.get(program.key) ?? buildGraph(program, backend);
    graphs.delete(program.key);
    graphs.set(program.key, graph);
    dropOldest(graphs, () => graphs.size <= GRAPHS_KEPT);
    return graph;
  };
  const take = (key: string): OpenSession | undefined => {
    const found = waiting.get(key);
    waiting.delete(key);
    waitingBytes -= found?.bytes ?? 0;
    return found?.session;
  };
  const keepAtMost = (count: number, bytes: number): void => {
    dropOldest(
      waiting,
      () => waiting.size <= count && waitingBytes <= bytes,
      (dropped) => {
        waitingBytes -= dropped.bytes;
        dropped.session.close();
      },
    );
  };
  const keep = (key: string, session: OpenSession, bytes: number): void => {
    take(key)?.close();
    waiting.set(key, { session, bytes });
    waitingBytes += bytes;
    keepAtMost(GRAPHS_KEPT, STATE_KEPT_BYTES);
  };

  return {
    compile: <Name extends string>(program: Program<Name>): Session<Name> => {
      const backend = findNativeBackend();
      if (backend === undefined)
        throw new RoteError(
          'engine-failed',
          `the backend ${tf.getBackend()} cannot run graphs: use the native one`,
        );
      const { key, variables, residents } = program;
      const state = [...variables, ...residents];
      const bytes = bytesOf(state);
      const reused = take(key);
      // What is large needs the memory that waiting sessions hold.
      keepAtMost(GRAPHS_KEPT, Math.max(0, STATE_KEPT_BYTES - bytes));
      const session = reused ?? open(findGraph(program, backend), backend);
      /** After an error, what the session holds is unknown. */
      let isIntact = true;
      let hasEnded = false;
      const intact = <T>(action: () => T): T => {
        if (hasEnded) throw new RoteError('internal', 'a session was used after its end');
        try {
          return action();
        } catch (error) {
          isIntact = false;
          throw error;
        }
      };
      try {
        session.write(state);
      } catch (error) {
        session.close();
        throw error;
      }
      return {
        run: (name, feeds) => intact(() => session.calls[name]!(feeds)),
        readBack() {
          tf.tidy(() => {
            intact(session.read).forEach((value, index) => {
              variables[index]!.assign(value);
            });
          });
        },
        dispose() {
          if (hasEnded) return;
          hasEnded = true;
          if (isIntact) keep(key, session, bytes);
          else session.close();
        },
      };
    },
    close() {
      keepAtMost(0, 0);
    },
  };
}
