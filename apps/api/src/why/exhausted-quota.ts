import type { CellWhy } from '@rote/contracts';
import { countOf, countText } from '@rote/domain';
import type { ProjectRecord } from '@rote/store';

type ExhaustedQuota = NonNullable<CellWhy['facts']['quotas']>[number];

/** When the next calendar month begins, in UTC. */
const nextMonth = (now: Date): string =>
  new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 1)).toISOString();

/** Returns the quota that a project has used up; undefined if it has room. */
export function exhaustedQuotaOf(
  { name: project, slotHours, slotHoursUsed, maxQueuedCells, queued, running }: ProjectRecord,
  now: Date,
): ExhaustedQuota | undefined {
  if (slotHours !== null && slotHoursUsed !== null && slotHoursUsed >= slotHours)
    return { project, quota: 'slotHours', limit: slotHours, used: slotHoursUsed, until: nextMonth(now) };
  if (maxQueuedCells !== null && queued + running >= maxQueuedCells)
    return { project, quota: 'maxQueuedCells', limit: maxQueuedCells, used: queued + running };
  return undefined;
}

/** Two decimals at most. */
const hours = (value: number): string => countText(Math.round(value * 100) / 100);

/** Says in a clause which quota is used up, how much of it, and when it frees up. */
export function describeQuota({ project, quota, limit, used, until = '' }: ExhaustedQuota): string {
  const name = `the project "${project}"`;
  if (quota === 'slotHours')
    return `${name} has used ${hours(used)} of its ${hours(limit)} slot-hours of this month, and the next month begins at ${until}`;
  return `${name} has ${countOf(used, 'cell')} queued or running, of at most ${countText(limit)}${limit === 0 ? '' : ', and the next one is queued when one of them ends'}`;
}
