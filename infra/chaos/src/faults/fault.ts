import type { RandomSource } from '@rote/domain';
import type { Scene } from '../scene.js';
import type { Backend } from '../stack/backend.js';

export interface Fault {
  readonly name: string;
  /** What carries the queue in its runs. Default: Redis and Postgres in turn. */
  readonly backends?: readonly Backend[];
  /** The number of API processes. Default: 1. */
  readonly apis?: number;
  /** Node options for the services. Default: none. */
  readonly nodeArgs?: readonly string[];
  /** Whether no cell has a reason for a second attempt. Default: false. */
  readonly trainedOnce?: boolean;
  /** Returns environment variables for the services. */
  readonly env?: (random: RandomSource) => Readonly<Record<string, string>>;
  /**
   * Runs before the stack starts.
   *
   * @returns what undoes it
   * @throws NotInjectedError if this machine has no means for the fault
   */
  readonly prepare?: (folders: { readonly checkpoints: string }) => Promise<() => Promise<unknown>>;
  /** Submits the sweep. Default: one plain submission. */
  readonly submit?: (scene: Scene) => Promise<{ readonly id: string }>;
  /**
   * Does the fault to a sweep in progress, and resolves when all of it is done.
   *
   * @throws NotInjectedError if its moment did not come
   */
  readonly inject: (scene: Scene, sweepId: string) => Promise<void>;
}
