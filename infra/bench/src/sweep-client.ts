import { setTimeout as delay } from 'node:timers/promises';
import type { Problem, SubmittedSweep, Sweep, WorkerList, WorkerStatus } from '@rote/contracts';
import type { SweepSpec } from '@rote/domain';

/** Submits sweeps to an API, and asks about them. */
export interface SweepClient {
  /** The address of the API. */
  readonly api: string;
  /** Submits a sweep and returns its id. */
  readonly submit: (spec: SweepSpec) => Promise<string>;
  readonly find: (id: string) => Promise<Sweep>;
  /** Submits a sweep and waits for its last result, asking every `pollMs`. */
  readonly train: (spec: SweepSpec, pollMs?: number) => Promise<Sweep>;
  /** Returns a live worker, with the engine and the number of cells it trains at once. */
  readonly worker: () => Promise<WorkerStatus>;
}

/** @throws Error if the answer is an error */
async function ask<Body>(url: string, request?: RequestInit): Promise<Body> {
  const response = await fetch(url, request);
  const body: unknown = await response.json();
  if (!response.ok) throw new Error(`${url} answered ${response.status}: ${(body as Problem).detail}`);
  return body as Body;
}

export function createSweepClient(api: string): SweepClient {
  const submit = async (spec: SweepSpec): Promise<string> => {
    const { id } = await ask<SubmittedSweep>(`${api}/v1/sweeps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(spec),
    });
    return id;
  };
  const find = (id: string): Promise<Sweep> => ask(`${api}/v1/sweeps/${id}`);
  return {
    api,
    submit,
    find,
    async train(spec, pollMs = 50) {
      const id = await submit(spec);
      for (;;) {
        const sweep = await find(id);
        if (sweep.endedAt !== null) return sweep;
        await delay(pollMs);
      }
    },
    async worker() {
      const { items } = await ask<WorkerList>(`${api}/v1/workers`);
      const live = items.find(({ state }) => state === 'live');
      if (live === undefined) throw new Error('the stack has no live worker');
      return live;
    },
  };
}
