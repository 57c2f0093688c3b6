import type { Project } from '@rote/contracts';
import type { ProjectRecord } from '@rote/store';

export const toProject = ({ createdAt, ...rest }: ProjectRecord): Project => ({
  ...rest,
  createdAt: createdAt.toISOString(),
});
