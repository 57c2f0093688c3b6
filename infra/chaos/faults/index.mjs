import { blockTrainer } from './block-trainer.mjs';
import { cancelRace } from './cancel-race.mjs';
import { clockJump } from './clock-jump.mjs';
import { corruptCheckpoint } from './corrupt-checkpoint.mjs';
import { deploy } from './deploy.mjs';
import { diskFull } from './disk-full.mjs';
import { flushall } from './flushall.mjs';
import { killApi } from './kill-api.mjs';
import { killPostgres } from './kill-postgres.mjs';
import { killRedis } from './kill-redis.mjs';
import { killSupervisor } from './kill-supervisor.mjs';
import { killTrainer } from './kill-trainer.mjs';
import { outOfMemory } from './out-of-memory.mjs';
import { pauseResume } from './pause-resume.mjs';
import { redisOutage } from './redis-outage.mjs';
import { stopSupervisor } from './stop-supervisor.mjs';
import { twoSubmitters } from './two-submitters.mjs';

/**
 * A fault: `inject` does it to a sweep under way, and resolves when all is done that belongs to it. `backends`: of the
 * queue, both when left out. `apis`: processes, one when left out. `prepare`: before the start, resolves to what undoes
 * it. `submit`: in place of a plain submission. `trainedOnce`: no cell has a reason to be tried twice.
 */
export const FAULTS = [
  killTrainer,
  killSupervisor,
  killApi,
  stopSupervisor,
  blockTrainer,
  flushall,
  killRedis,
  redisOutage,
  killPostgres,
  outOfMemory,
  diskFull,
  corruptCheckpoint,
  clockJump,
  twoSubmitters,
  cancelRace,
  deploy,
  pauseResume,
];
