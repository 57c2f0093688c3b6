import { DEFAULT_PROJECT, PROJECT_NAME_PATTERN, PROJECT_SHARE } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed, Instant, Nullable } from './nullable.js';

/** The name of a project. */
export const ProjectName = Type.String({
  pattern: PROJECT_NAME_PATTERN,
  description: 'the name of a project: 1 to 63 lower-case letters, digits, dots, hyphens or underscores',
});

const share = Type.Integer({
  ...PROJECT_SHARE,
  description:
    'a whole number from 1 to 1000: its share of the slots, in proportion to those of other projects that have cells of the same priority waiting',
});
const maxQueuedCells = Nullable(Type.Integer({ minimum: 0, maximum: 2 ** 31 - 1 }), {
  description:
    'the most cells queued or running at once, a whole number from 0; so it has at most as many slots. Other cells wait. null: no limit',
});
const slotHours = Nullable(Type.Number({ minimum: 0, maximum: 1e9 }), {
  description:
    'hours of slots per calendar month (UTC), a number from 0 to 1e9: an attempt takes one slot for as long as it runs. null: no limit',
});

/** The body of a PUT of a project. */
export const ProjectQuotas = Type.Object(
  {
    share: Type.Optional(share),
    maxQueuedCells: Type.Optional(maxQueuedCells),
    slotHours: Type.Optional(slotHours),
  },
  {
    ...closed,
    description: 'what a project may have; without a share it is 1, without a quota there is none',
  },
);
export type ProjectQuotas = Static<typeof ProjectQuotas>;

export const Project = Type.Object(
  {
    name: ProjectName,
    share,
    maxQueuedCells,
    slotHours,
    createdAt: Instant('when it was made'),
    queued: Type.Integer({ minimum: 0, description: 'its cells that are queued' }),
    running: Type.Integer({ minimum: 0, description: 'its cells that are running' }),
    slotHoursUsed: Nullable(Type.Number({ minimum: 0 }), {
      description: `hours of slots since the month began (UTC), those of running cells included; null for ${DEFAULT_PROJECT}, for which they are not counted`,
    }),
  },
  { ...closed, description: 'a project: a share of the slots and quotas, for the sweeps in it' },
);
export type Project = Static<typeof Project>;

export const ProjectList = Type.Object(
  { items: Type.Array(Project) },
  { ...closed, description: 'all projects, by name' },
);
export type ProjectList = Static<typeof ProjectList>;

export const ProjectPath = Type.Object({ name: ProjectName }, closed);

/** Header names are lower case, as Node gives them; other headers pass. */
export const ProjectHeaders = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({ pattern: '^\\*$', description: '*: only make a project, and change none that exists' }),
  ),
});
