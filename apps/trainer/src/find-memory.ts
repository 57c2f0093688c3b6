import { readFile } from 'node:fs/promises';
import { totalmem } from 'node:os';
import { findNamedGpu, findNvidiaGpus } from '@rote/devices';
import type { Engine } from '@rote/domain';
import type { Memory } from '@rote/learning';
import { freeOnGpu } from './create-linear-algebra.js';

const MEBIBYTE = 2 ** 20;
const KIBIBYTE = 2 ** 10;

/** Returns a limit on the address space (`ulimit -v`) and what it leaves free, or undefined without a limit. */
async function findAddressSpace(): Promise<Memory | undefined> {
  const read = (name: string): Promise<string> => readFile(`/proc/self/${name}`, 'utf8').catch(() => '');
  const [limits, status] = await Promise.all([read('limits'), read('status')]);
  const limit = /^Max address space +(\d+)/m.exec(limits)?.[1];
  if (limit === undefined) return undefined;
  const used = Number(/^VmSize:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * KIBIBYTE;
  return { freeBytes: Math.max(0, Number(limit) - used), totalBytes: Number(limit) };
}

/**
 * Finds the memory that a trainer's networks can use: that of its GPU if CUDA names it, otherwise that of the machine, of
 * its container, or of a limit on this process. The latter matters on webgpu too, because weights are drawn in main memory
 * before they reach the GPU.
 *
 * @param gpu the GPU of the trainer, as CUDA names it
 */
export async function findMemory(
  { name, device }: Engine,
  gpu: string | undefined,
): Promise<Memory | undefined> {
  if (device === 'gpu' && name === 'tfjs-node-gpu') {
    const [freeBytes, gpus] = await Promise.all([freeOnGpu(gpu ?? '0'), findNvidiaGpus()]);
    const totalMb = findNamedGpu(gpus, gpu ?? '0')?.memory?.totalMb;
    return freeBytes === undefined || totalMb === undefined
      ? undefined
      : { freeBytes, totalBytes: totalMb * MEBIBYTE };
  }
  const constrained = process.constrainedMemory();
  const total = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  const machine = { freeBytes: process.availableMemory(), totalBytes: total };
  const space = await findAddressSpace();
  return space === undefined || space.freeBytes > machine.freeBytes ? machine : space;
}
