import type { DeviceRequirement } from '@rote/domain';
import { Prisma } from '../generated/client.js';

/** A cell that waits for a worker. */
export interface QueuedCell {
  readonly cellId: string;
  /** Previous attempts; the claim must give the same number. */
  readonly attempt: number;
  /** The highest priority of the active sweeps that contain the cell. */
  readonly priority: number;
  /** `gpu`: an active sweep that contains the cell asks for one. */
  readonly device: DeviceRequirement;
  readonly queuedAt: Date;
  /** Its title in tools that show the queue: `mlp-1x512 · random-labels · seed 3`. */
  readonly title: string;
}

/** The title of a row `c` of `cells`. */
export const CELL_TITLE = Prisma.sql`concat_ws(' · ', c.architecture, c.corruption, nullif(c.regularizer, 'none'),
  'seed ' || (c.spec ->> 'seed'))`;
