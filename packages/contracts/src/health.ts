import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';

export const HealthStatus = Type.Object(
  {
    checks: Type.Array(
      Type.Object({ name: Type.String(), detail: Type.String({ description: 'ok, or more' }) }, closed),
    ),
  },
  { ...closed, description: 'all checks passed' },
);
export type HealthStatus = Static<typeof HealthStatus>;
