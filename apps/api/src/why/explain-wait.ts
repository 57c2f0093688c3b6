import type { CellWhy } from '@rote/contracts';
import { countOf, countText, isWaiting, type WaitReason } from '@rote/domain';
import { type Fleet, MOST_AHEAD, type ProjectRecord, type Wait, type Waits } from '@rote/store';
import { describeQuota, exhaustedQuotaOf } from './exhausted-quota.js';

/** A reason with what it rests on. */
export type Explanation = Pick<CellWhy, 'reason' | 'waiting' | 'sentence' | 'facts'>;

/** What the queue knows. */
interface QueueView {
  readonly isPaused: boolean;
  /** Where the job of a queued cell is; undefined if the queue does not have it. */
  readonly job: 'waiting' | 'active' | undefined;
}

const because = (reason: WaitReason, sentence: string, facts: Explanation['facts'] = {}): Explanation => ({
  reason,
  waiting: isWaiting(reason),
  sentence,
  facts,
});

/** Explains cells that have ended. */
function explainEnded(state: Wait['state']): Explanation | undefined {
  switch (state) {
    case 'succeeded':
    case 'diverged':
      return because('finished', `Does not wait: it has its result (${state}).`);
    case 'failed':
      return because('failed', 'Does not wait: no attempts remain. "rote retry" gives it new ones.');
    case 'cancelled':
      return because('cancelled', 'Does not wait: it was cancelled. Submit it again to train it.');
    case 'pending':
    case 'queued':
    case 'running':
      return undefined;
    default:
      throw new TypeError(`unknown state: ${JSON.stringify(state satisfies never)}`);
  }
}

function explainRunning({ phase, isWanted, workerId }: Wait): Explanation {
  const facts = workerId === null ? {} : { workerId };
  const worker = workerId === null ? 'a worker' : `worker ${workerId}`;
  if (phase === 'lost')
    return because('worker-lost', `Waits to be taken back: ${worker} is no longer heard from.`, facts);
  if (isWanted === false)
    return because(
      'stopping',
      `Stops: ${worker} saves a checkpoint and returns it, because no active sweep contains it.`,
      facts,
    );
  if (phase === 'yielding')
    return because(
      'yielding',
      `Stops: ${worker} saves a checkpoint and returns it, to make room for a higher priority.`,
      facts,
    );
  if (phase === 'starting')
    return because('starting', `Starts: ${worker} has claimed it, and its trainer has not begun.`, facts);
  return because('running', `Does not wait: ${worker} trains it.`, facts);
}

function explainPaused({ pausedSweeps }: Wait): Explanation {
  const named =
    pausedSweeps.length === 1
      ? `sweep ${pausedSweeps[0] ?? ''} is`
      : `${countOf(pausedSweeps.length, 'sweep')} are`;
  return because('paused', `Waits for a person: ${named} paused, and no active sweep contains it.`, {
    sweeps: [...pausedSweeps],
  });
}

/** Explains cells that wait for quotas. */
function explainQuota(projects: readonly ProjectRecord[], now: Date): Explanation | undefined {
  const quotas = projects.flatMap((project) => exhaustedQuotaOf(project, now) ?? []);
  if (quotas.length === 0) return undefined;
  return because('quota', `Waits for a quota: ${quotas.map(describeQuota).join(', and ')}.`, { quotas });
}

/** Explains cells that wait for a slot, or for the way there. */
function explainDue({ state, device, priority, ahead }: Wait, fleet: Fleet, queue: QueueView): Explanation {
  const { workers } = fleet;
  const { live: slots, busy } = fleet.slots[device];
  const free = Math.max(0, slots - busy);
  const facts = { ...(priority !== null && { priority }), device, slots, busy };
  if (workers === 0)
    return because(
      'no-worker',
      'Waits for a worker: none is live. "rote up" starts one, also on another host.',
      { workers },
    );
  if (slots === 0)
    return because(
      'no-gpu',
      `Waits for a GPU: it asks for one, and none of the ${countOf(workers, 'live worker')} has one.`,
      { workers, device },
    );
  if (queue.isPaused)
    return because('queue-paused', 'Waits for an operator: the queue is paused, so no worker gets jobs.');
  if (ahead > free) {
    const many = ahead >= MOST_AHEAD ? `at least ${countText(ahead)} cells` : countOf(ahead, 'cell');
    return because(
      'behind-priority',
      `Waits for ${many} of a higher priority than ${String(priority ?? 0)}, for which ${countOf(free, 'slot')} of ${countText(slots)} ${free === 1 ? 'is' : 'are'} free.`,
      { ...facts, ahead },
    );
  }
  if (free === 0)
    return because(
      'slots-busy',
      `Waits for a slot: all ${countText(slots)} that may train it are busy.`,
      facts,
    );
  return state === 'queued' && queue.job === 'waiting'
    ? because(
        'in-queue',
        `Waits for its turn in the queue: ${countOf(free, 'slot')} of ${countText(slots)} ${free === 1 ? 'is' : 'are'} free.`,
        facts,
      )
    : because(
        'being-fed',
        'Waits for the feeder, which is about to add its job to the queue: a slot is free.',
        facts,
      );
}

/** What is known besides the cells. */
export interface Surroundings extends Pick<Waits, 'fleet' | 'projects'> {
  readonly queue: QueueView;
}

/** Returns why cells in the same situation are not being trained: the first reason that holds. */
export function explainWait(
  wait: Wait,
  { fleet, projects, queue }: Surroundings,
  now = new Date(),
): Explanation {
  const ended = explainEnded(wait.state);
  if (ended !== undefined) return ended;
  if (wait.state === 'running') return explainRunning(wait);
  if (queue.job === 'active')
    return because('starting', 'Starts: a worker has taken its job, and is about to claim it.');
  if (wait.isWanted !== true) return explainPaused(wait);
  if (wait.until !== null) {
    const until = wait.until.toISOString();
    const how = wait.failureClass === null ? '' : ` (${wait.failureClass})`;
    return because(
      'back-off',
      `Waits until ${until}: its last attempt failed${how}, and the next one is not due before.`,
      {
        until,
        ...(wait.failureClass !== null && { failureClass: wait.failureClass }),
      },
    );
  }
  const short = (wait.outOfQuota ?? []).flatMap((name) => projects.get(name) ?? []);
  return explainQuota(short, now) ?? explainDue(wait, fleet, queue);
}
