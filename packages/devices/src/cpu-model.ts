import { cpus } from 'node:os';

/** Returns the model of this machine's CPU, for instance `AMD EPYC 9654 96-Core Processor`. */
export function describeCpu(): string {
  return cpus()[0]?.model.trim() ?? 'unknown CPU';
}
