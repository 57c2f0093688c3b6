import { blockTrainer } from './block-trainer.js';
import { cancelRace } from './cancel-race.js';
import { clockJump } from './clock-jump.js';
import { corruptCheckpoint } from './corrupt-checkpoint.js';
import { deploy } from './deploy.js';
import { diskFull } from './disk-full.js';
import type { Fault } from './fault.js';
import { flushall } from './flushall.js';
import { killApi } from './kill-api.js';
import { killPostgres } from './kill-postgres.js';
import { killRedis } from './kill-redis.js';
import { killSupervisor } from './kill-supervisor.js';
import { killTrainer } from './kill-trainer.js';
import { outOfMemory } from './out-of-memory.js';
import { pauseResume } from './pause-resume.js';
import { redisOutage } from './redis-outage.js';
import { stopSupervisor } from './stop-supervisor.js';
import { twoSubmitters } from './two-submitters.js';

/** Everything that `npm run chaos` does to Rote. */
export const FAULTS: readonly Fault[] = [
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
