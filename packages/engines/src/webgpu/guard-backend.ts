import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { RoteError } from '@rote/domain';
import type { DeviceWatch } from './device-watch.js';

/**
 * Makes the backend of a failed device throw: at the next operation, and at every read-back, including one in progress.
 * Without the guard it would silently compute nothing.
 */
export function guardBackend(backend: WebGPUBackend, watch: DeviceWatch): void {
  const runProgram = backend.runWebGPUProgram.bind(backend);
  backend.runWebGPUProgram = (...call) => {
    watch.throwIfFailed();
    return runProgram(...call);
  };
  const read = backend.read.bind(backend);
  backend.read = async (dataId) => {
    watch.throwIfFailed();
    const values = await read(dataId).catch((cause: unknown) => {
      watch.throwIfFailed();
      throw new RoteError('engine-failed', 'the GPU did not return what it computed', {
        retryable: true,
        cause,
      });
    });
    watch.throwIfFailed();
    return values;
  };
}
