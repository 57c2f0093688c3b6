import { describe, expect, it } from 'vitest';
import { isReading, TOOLS } from '../src/index.js';

const toolOf = (name: string) => TOOLS.find((tool) => tool.name === name)!;

/** A client that knows one sweep, which never ends. */
const api = {
  listSweeps: () => [],
  getSweep: (id: string) => Promise.resolve({ id, state: 'active' }),
} as never;
const ID = '00000000-0000-4000-8000-000000000000';

describe('a tool', () => {
  it('has a name of its own, a sentence, and arguments that reject others', () => {
    expect(new Set(TOOLS.map(({ name }) => name)).size).toBe(TOOLS.length);
    for (const { name, description, input } of TOOLS) {
      expect(description, name).toMatch(/\.$/);
      expect(input, name).toMatchObject({ type: 'object', additionalProperties: false });
    }
  });

  it('that changes something needs a scope for it', () => {
    const writing = TOOLS.filter((tool) => !isReading(tool));
    expect(new Set(writing.map(({ scope }) => scope))).toEqual(new Set(['submit', 'operate']));
  });

  it('waits no longer than its server allows, and only while someone waits for it', async () => {
    const wait = { sweep: ID, timeoutSeconds: 600 };
    const { signal } = new AbortController();
    const waited = await toolOf('wait_for_sweep').run(wait, { api, signal, maxWaitSeconds: 0.01 });
    expect(waited).toEqual({ data: { id: ID, state: 'active' } });
    const gone = AbortSignal.abort(new Error('the agent has gone'));
    const use = { api, signal: gone, maxWaitSeconds: 600 };
    await expect(toolOf('wait_for_sweep').run(wait, use)).rejects.toThrow();
  });
});
