import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { runCommand } from './run-command.js';

const DRIVER_DIRECTORY = '/proc/driver/nvidia/gpus';
const TIMEOUT_MS = 10_000;

export interface NvidiaGpu {
  /** In PCI bus order. */
  readonly index: number;
  readonly name: string;
  /** `GPU-…`; undefined if `nvidia-smi` is missing. */
  readonly uuid?: string;
  /**
   * In MiB; undefined if unknown: without `nvidia-smi`, or for a card that is partitioned or has no memory of its own.
   */
  readonly memory?: { readonly totalMb: number; readonly freeMb: number };
}

export interface QueryOptions {
  readonly signal?: AbortSignal;
}

/**
 * Finds the NVIDIA GPUs of this machine with `nvidia-smi` or, if that is missing, from the driver's entries in `/proc`.
 */
export async function findNvidiaGpus(options: QueryOptions = {}): Promise<readonly NvidiaGpu[]> {
  const stdout = await queryNvidiaSmi('--query-gpu=index,uuid,memory.total,memory.free,name', options);
  return stdout === undefined ? readDriverEntries() : parseNvidiaSmi(stdout);
}

/**
 * The GPU that an entry of CUDA_VISIBLE_DEVICES names, by its index or by its UUID or the beginning of it. Returns
 * undefined for a part of a card (`MIG-…`).
 */
export function findNamedGpu(gpus: readonly NvidiaGpu[], device: string): NvidiaGpu | undefined {
  if (/^\d+$/.test(device)) return gpus.find(({ index }) => index === Number(device));
  if (!device.startsWith('GPU-')) return undefined;
  const [only, ...others] = gpus.filter(({ uuid }) => uuid?.startsWith(device));
  return others.length === 0 ? only : undefined;
}

/**
 * The GPU memory that processes hold through CUDA, in MiB by process id; empty if `nvidia-smi` is missing. In a
 * container, it may know none of the processes, or only the host's ids.
 */
export async function measureGpuProcesses(options: QueryOptions = {}): Promise<ReadonlyMap<number, number>> {
  const stdout = await queryNvidiaSmi('--query-compute-apps=pid,used_memory', options);
  return parseGpuProcesses(stdout ?? '');
}

/** Parses lines such as `0, GPU-8932f937-d72c-4106-c12f-20bd9faed9f6, 81559, 81079, NVIDIA H100 80GB HBM3`. */
export function parseNvidiaSmi(csv: string): NvidiaGpu[] {
  return [...csv.matchAll(/^(\d+), *([^,]+), *([^,]+), *([^,]+), *(.+)$/gm)].map(
    ([, index, uuid = '', total, free, name = '']) => {
      const [totalMb, freeMb] = [Number(total), Number(free)];
      const isKnown = Number.isFinite(totalMb) && Number.isFinite(freeMb);
      return {
        index: Number(index),
        name: name.trim(),
        uuid: uuid.trim(),
        ...(isKnown ? { memory: { totalMb, freeMb } } : {}),
      };
    },
  );
}

/** Parses lines such as `4242, 1534`, one for each GPU that a process uses. */
export function parseGpuProcesses(csv: string): ReadonlyMap<number, number> {
  const memory = new Map<number, number>();
  for (const [, pid, usedMb] of csv.matchAll(/^(\d+), *(\d+)\s*$/gm))
    memory.set(Number(pid), (memory.get(Number(pid)) ?? 0) + Number(usedMb));
  return memory;
}

async function queryNvidiaSmi(query: string, options: QueryOptions): Promise<string | undefined> {
  const result = await runCommand('nvidia-smi', [query, '--format=csv,noheader,nounits'], {
    ...options,
    timeoutMs: TIMEOUT_MS,
  });
  return result.outcome === 'succeeded' ? result.stdout : undefined;
}

async function readDriverEntries(): Promise<NvidiaGpu[]> {
  const entries = await readdir(DRIVER_DIRECTORY).catch(() => []);
  return Promise.all(
    entries.sort().map(async (entry, index) => {
      const information = await readFile(join(DRIVER_DIRECTORY, entry, 'information'), 'utf8').catch(
        () => '',
      );
      return { index, name: /^Model:\s*(.+)$/m.exec(information)?.[1]?.trim() ?? 'NVIDIA GPU' };
    }),
  );
}
