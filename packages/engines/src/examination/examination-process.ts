/**
 * The main module of a process that loads one engine and prints what it found as the last line of its output:
 *
 *     node examination-process.js            which engine is the best, an `EngineChoice`
 *     node examination-process.js NAME       how well an engine computes, an `EngineExamination`
 *
 * It is a separate process because a native binding that does not suit the machine may crash it.
 */
import type { EngineName } from '@rote/domain';
import { describeError } from '@rote/domain';
import { loadEngine } from '../load-engine.js';
import { PROBES } from '../verification/probes/index.js';
import { measureDeviation, TOLERANCE } from '../verification/verify-engine.js';
import type { EngineChoice, EngineExamination } from './examine-engine.js';
import { measureThroughput } from './throughput.js';

async function findBestEngine(): Promise<EngineChoice> {
  const notes: string[] = [];
  try {
    return { engine: await loadEngine({ onNote: (note) => notes.push(note) }), notes };
  } catch {
    return { engine: undefined, notes };
  }
}

async function examine(name: EngineName): Promise<EngineExamination> {
  const notes: string[] = [];
  try {
    const engine = await loadEngine({ force: name, onNote: (note) => notes.push(note) });
    const deviations: { operation: string; deviation: number }[] = [];
    for (const probe of PROBES)
      deviations.push({ operation: probe.name, deviation: await measureDeviation(probe) });
    return {
      name,
      isUsable: true,
      engine,
      tolerance: TOLERANCE[engine.device],
      deviations,
      throughput: await measureThroughput(engine),
    };
  } catch (error) {
    const reason = notes[0]?.slice(`${name}: `.length) ?? describeError(error);
    return { name, isUsable: false, reason };
  }
}

const [name] = process.argv.slice(2);
const found = await (name === undefined ? findBestEngine() : examine(name as EngineName));
process.stdout.write(`\n${JSON.stringify(found)}\n`);
