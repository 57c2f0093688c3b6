import { loadEngine } from '@rote/engines';
import * as tf from '@tensorflow/tfjs-core';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Program, ProgramFunction } from '../src/index.js';
import { createGraphCompiler } from '../src/index.js';

interface Counters {
  getNumOfSavedModels(): number;
  getNumOfTFTensors(): number;
}
const counters = (): Counters => tf.backend() as unknown as Counters;

beforeAll(async () => {
  // Either binding will do.
  await loadEngine({ force: 'tfjs-node-gpu' });
});

let compiler = createGraphCompiler();
let tensorsBefore = 0;
let heldBefore = 0;
beforeEach(() => {
  compiler = createGraphCompiler();
  tensorsBefore = tf.memory().numTensors;
  heldBefore = counters().getNumOfTFTensors();
});
afterEach(() => {
  compiler.close();
  expect(tf.memory().numTensors - tensorsBefore, 'tensors left behind').toBe(0);
  expect(counters().getNumOfTFTensors() - heldBefore, 'tensors left in the binding').toBe(0);
  expect(counters().getNumOfSavedModels(), 'sessions left open').toBe(0);
});

const VECTOR = { shape: [2], dtype: 'float32' } as const;

/** A program of one variable [2] that starts at (1, 2), and one resident (10, 20). */
function withProgram(
  functions: (state: { variable: tf.Variable; resident: tf.Tensor }) => Record<string, ProgramFunction>,
  use: (program: Program, state: { variable: tf.Variable; resident: tf.Tensor }) => void,
): void {
  const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
  const resident = tf.tensor1d([10, 20]);
  const state = { variable, resident };
  try {
    use({ key: 'test', variables: [variable], residents: [resident], functions: functions(state) }, state);
  } finally {
    tf.dispose([variable, resident]);
  }
}

/** Runs a function on one vector and reads the result. */
function call(
  session: { run(name: string, feeds: tf.Tensor[]): tf.Tensor[] },
  name: string,
  feed?: number[],
) {
  return tf.tidy(() =>
    session
      .run(name, feed === undefined ? [] : [tf.tensor1d(feed)])
      .map((tensor) => Array.from(tensor.dataSync())),
  );
}

describe('a compiled program', () => {
  test('computes with feeds, state and constants, and keeps what it assigns', () => {
    withProgram(
      ({ variable, resident }) => ({
        add: {
          feeds: [VECTOR],
          run: (feed) => {
            const before = tf.add(variable, 0);
            variable.assign(tf.add(variable, feed));
            return [before, tf.mul(tf.add(variable, resident), 2)];
          },
        },
        peek: { feeds: [], run: () => [tf.neg(variable)] },
      }),
      (program, { variable }) => {
        const session = compiler.compile(program);
        expect(Array.from(variable.dataSync()), 'keeps its state while it is recorded').toEqual([1, 2]);
        expect(call(session, 'add', [3, 5])).toEqual([
          [1, 2],
          [28, 54],
        ]);
        expect(call(session, 'add', [1, 1])).toEqual([
          [4, 7],
          [30, 56],
        ]);
        expect(call(session, 'peek')).toEqual([[-5, -8]]);
        expect(Array.from(variable.dataSync())).toEqual([1, 2]);
        session.readBack();
        expect(Array.from(variable.dataSync())).toEqual([5, 8]);
        session.dispose();
      },
    );
  });

  test('contains the constants of its functions: uniform, mixed and empty', () => {
    withProgram(
      () => ({
        constants: {
          feeds: [VECTOR],
          run: (feed) => [
            tf.mul(feed, tf.ones([2])),
            tf.add(feed, tf.tensor1d([-0.5, 4])),
            tf.add(feed, tf.scalar(0.1)),
            tf.concat([feed, tf.tensor1d([], 'float32')]),
          ],
        },
      }),
      (program) => {
        const session = compiler.compile(program);
        expect(call(session, 'constants', [3, 5])).toEqual([
          [3, 5],
          [2.5, 9],
          [Math.fround(3 + Math.fround(0.1)), Math.fround(5 + Math.fround(0.1))],
          [3, 5],
        ]);
        session.dispose();
      },
    );
  });

  test('assigns even if nothing is returned', () => {
    withProgram(
      ({ variable }) => ({
        double: {
          feeds: [],
          run: () => {
            variable.assign(tf.mul(variable, 2));
            return [];
          },
        },
      }),
      (program, { variable }) => {
        const session = compiler.compile(program);
        for (let i = 0; i < 3; i++) tf.dispose(session.run('double', []));
        session.readBack();
        expect(Array.from(variable.dataSync())).toEqual([8, 16]);
        session.dispose();
      },
    );
  });

  test('reads every variable before it assigns any, so a swap swaps', () => {
    const state = tf.tidy(() => [1, 2].map((value) => tf.variable(tf.fill([1000], value))));
    const [a, b] = state as [tf.Variable, tf.Variable];
    const session = compiler.compile({
      key: 'swap',
      variables: state,
      residents: [],
      functions: {
        swap: {
          feeds: [],
          run: () => {
            const old = tf.clone(a);
            a.assign(b);
            b.assign(old);
            return [];
          },
        },
      },
    });
    for (let i = 0; i < 101; i++) tf.dispose(session.run('swap', []));
    session.readBack();
    expect(state.map((variable) => variable.dataSync()[999])).toEqual([2, 1]);
    session.dispose();
    tf.dispose(state);
  });

  test('uses its own variables and residents when its session is reused', () => {
    const { compile } = compiler;
    const open = (key: string, factor: number) => {
      const variable = tf.tidy(() => tf.variable(tf.tensor1d([factor])));
      const resident = tf.tensor1d([100 * factor]);
      const add: ProgramFunction = {
        feeds: [],
        run: () => {
          variable.assign(tf.add(variable, resident));
          return [tf.add(variable, 0)];
        },
      };
      const session = compile({ key, variables: [variable], residents: [resident], functions: { add } });
      return {
        add: () => call(session, 'add'),
        end() {
          session.dispose();
          tf.dispose([variable, resident]);
        },
      };
    };
    for (const factor of [1, 3, 5]) {
      const [one, other, same] = [open('one', factor), open('other', 2 * factor), open('one', 7 * factor)];
      expect(one.add()).toEqual([[101 * factor]]);
      expect(other.add()).toEqual([[202 * factor]]);
      expect(same.add()).toEqual([[707 * factor]]);
      expect(one.add()).toEqual([[201 * factor]]);
      for (const each of [one, other, same]) each.end();
      expect(counters().getNumOfSavedModels(), 'one for each key').toBe(2);
    }
  });

  test('ends a session that failed, or has much state, with its program', () => {
    const end = (size: number, shape: number[]): void => {
      const variable = tf.tidy(() => tf.variable(tf.ones([size])));
      const session = compiler.compile({
        key: String(size),
        variables: [variable],
        residents: [],
        functions: {
          sum: { feeds: [VECTOR], run: (feed) => [tf.sum(variable), tf.mul(feed, tf.tensor1d([1, 2]))] },
        },
      });
      const feed = tf.zeros(shape);
      try {
        tf.dispose(session.run('sum', [feed]));
      } finally {
        session.dispose();
        tf.dispose([variable, feed]);
      }
    };
    end(8, [2]);
    expect(counters().getNumOfSavedModels()).toBe(1);
    expect(() => {
      end(8, [3]);
    }).toThrow();
    expect(counters().getNumOfSavedModels(), 'after an error').toBe(0);
    end(8, [2]);
    end(20 * 1024 * 1024, [2]);
    expect(counters().getNumOfSavedModels(), 'after 80 MiB').toBe(0);
  });

  test('updates weights with momentum exactly as the separate operations do', () => {
    const updates = (state: tf.Variable[], rate: tf.Tensor): void => {
      const [weights, velocity] = state as [tf.Variable, tf.Variable];
      velocity.assign(tf.add(tf.mul(velocity, 0.5), tf.square(weights)));
      weights.assign(tf.sub(weights, tf.mul(velocity, rate)));
    };
    const state = tf.tidy(() => [tf.variable(tf.tensor1d([4, -8])), tf.variable(tf.tensor1d([2, 0]))]);
    const session = compiler.compile({
      key: 'momentum',
      variables: state,
      residents: [],
      functions: {
        step: {
          feeds: [{ shape: [], dtype: 'float32' }],
          run: (rate) => {
            updates(state, rate);
            return [];
          },
        },
      },
    });
    for (const rate of [0.25, 0.125]) {
      const feed = tf.scalar(rate);
      tf.dispose(session.run('step', [feed]));
      feed.dispose();
    }
    session.readBack();
    const [weights, velocity] = state.map((variable) => Array.from(variable.dataSync()));
    session.dispose();
    // v: (17, 64), w: (−0.25, −24); then v: (8.5625, 608), w: (−1.3203125, −100)
    expect(velocity).toEqual([8.5625, 608]);
    expect(weights).toEqual([-1.3203125, -100]);
    tf.dispose(state);
  });

  test('frees its memory', () => {
    const size = 8 * 1024 * 1024;
    const rss: number[] = [];
    for (let i = 0; i < 6; i++) {
      const variable = tf.tidy(() => tf.variable(tf.ones([size])));
      const session = compiler.compile({
        key: 'large',
        variables: [variable],
        residents: [],
        functions: {
          grow: {
            feeds: [],
            run: () => {
              variable.assign(tf.add(variable, 1));
              return [];
            },
          },
        },
      });
      tf.dispose(session.run('grow', []));
      session.dispose();
      variable.dispose();
      rss.push(process.memoryUsage.rss());
    }
    // A leak of only the variable would be 32 MiB each time.
    expect(rss.at(-1)! - rss[1]!).toBeLessThan(2 * 4 * size);
  });
});

test('a session waits even if its state is most of what may wait', () => {
  const variable = tf.tidy(() => tf.variable(tf.ones([10 * 1024 * 1024])));
  const backend = tf.backend() as unknown as {
    binding: { readonly loadSavedModel: (...given: unknown[]) => number };
  };
  const { binding } = backend;
  let loaded = 0;
  backend.binding = new Proxy(
    {},
    {
      get: (_, property) => {
        if (property === 'loadSavedModel') loaded++;
        return Reflect.get(binding, property) as unknown;
      },
    },
  ) as typeof binding;
  try {
    for (let run = 0; run < 3; run++)
      compiler
        .compile({
          key: '40 MiB',
          variables: [variable],
          residents: [],
          functions: { sum: { feeds: [], run: () => [tf.sum(variable)] } },
        })
        .dispose();
  } finally {
    backend.binding = binding;
    variable.dispose();
  }
  expect(loaded).toBe(1);
});

test('a session that has ended is not used again, even if another program has it now', () => {
  withProgram(
    ({ variable }) => ({ peek: { feeds: [], run: () => [tf.neg(variable)] } }),
    (program) => {
      const session = compiler.compile(program);
      session.dispose();
      const next = compiler.compile(program);
      session.dispose();
      expect(() => session.run('peek', [])).toThrow(/after its end/);
      expect(call(next, 'peek')).toEqual([[-1, -2]]);
      next.dispose();
      expect(counters().getNumOfSavedModels()).toBe(1);
    },
  );
});

describe('a function that cannot be a graph', () => {
  const refused = (run: ProgramFunction['run'], reason: RegExp): void => {
    withProgram(
      () => ({ bad: { feeds: [VECTOR], run } }),
      (program, { variable }) => {
        expect(() => compiler.compile(program)).toThrow(reason);
        expect(Array.from(variable.dataSync())).toEqual([1, 2]);
      },
    );
  };

  test('is rejected if it reads values back', () => {
    refused(
      (feed) => [tf.mul(feed, tf.sum(feed).dataSync()[0]!)],
      /bad cannot be recorded as a graph: it reads/,
    );
  });

  test('is rejected if it draws random numbers itself', () => {
    refused(
      (feed) => [tf.add(feed, tf.multinomial(tf.zeros<tf.Rank.R2>([1, 2]), 2, 1))],
      /draws random numbers by Multinomial/,
    );
  });

  test('is rejected if it uses a tensor from elsewhere', () => {
    const stranger = tf.tidy(() => tf.variable(tf.add(tf.tensor1d([1, 2]), 1)));
    refused(
      (feed) => [tf.add(feed, stranger)],
      /gives Add a tensor that is neither a feed nor a resident nor its own/,
    );
    stranger.dispose();
  });

  test('leaves no session open if its state cannot be set', () => {
    const variable = tf.tidy(() => tf.variable(tf.tensor1d([1, 2])));
    const { compile } = compiler;
    const functions = { id: { feeds: [], run: () => [tf.neg(variable)] } };
    compile({ key: 'gone', variables: [variable], residents: [], functions }).dispose();
    variable.dispose();
    expect(() => compile({ key: 'gone', variables: [variable], residents: [], functions })).toThrow();
  });

  test('leaves the backend as it was', () => {
    refused(() => {
      throw new Error('broken');
    }, /broken/);
    expect(tf.tidy(() => tf.add(1, 1).dataSync()[0])).toBe(2);
  });
});
