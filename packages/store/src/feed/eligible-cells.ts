import type { DeviceRequirement } from '@rote/domain';
import { isActive } from '../cells/active-sweep.js';
import { asksForGpu } from '../cells/device-requirement.js';
import { Prisma } from '../generated/client.js';

/** Conditions on `sweeps s`, which offer cells, and on their members `m`. */
export interface Eligibility {
  readonly sweeps: Prisma.Sql;
  readonly cells: Prisma.Sql;
}

const ACTIVE = isActive(Prisma.sql`s`);

/** Returns which sweeps offer cells for a device requirement, and which of their cells qualify. */
export function eligibleFor(device: DeviceRequirement | undefined): Eligibility {
  switch (device) {
    case undefined:
      return { sweeps: ACTIVE, cells: Prisma.sql`true` };
    case 'gpu':
      return { sweeps: Prisma.sql`${ACTIVE} AND s.device = 'gpu'`, cells: Prisma.sql`true` };
    case 'any':
      return {
        sweeps: Prisma.sql`${ACTIVE} AND s.device = 'any'`,
        cells: Prisma.sql`NOT ${asksForGpu(Prisma.sql`m.cell_id`)}`,
      };
    default:
      throw new TypeError(`unknown device: ${JSON.stringify(device satisfies never)}`);
  }
}
