import { RoteError } from '@rote/domain';

/** Knows whether a device has failed, which WebGPU tells by events alone: its calls go on as if nothing were. */
export interface DeviceWatch {
  /** @throws RoteError `engine-failed` or `out-of-memory`, retryable, once the device has failed */
  throwIfFailed(): void;
}

/** A tensor beyond the device's limits is reported like a wrong call. */
const BEYOND_LIMITS = /exceeds the max|larger than the max/i;

/** Watches a device for its loss and for errors that nobody catches: after the first, its numbers are no results. */
export function watchDevice(device: GPUDevice): DeviceWatch {
  let failure: RoteError | undefined;
  device.addEventListener('uncapturederror', ({ error }) => {
    failure ??= describeDeviceError(error);
  });
  void device.lost.then(({ reason, message }) => {
    failure ??= new RoteError('engine-failed', `the GPU device was lost (${reason}: ${message})`, {
      retryable: true,
    });
  });
  return {
    throwIfFailed() {
      if (failure !== undefined) throw failure;
    },
  };
}

function describeDeviceError(error: GPUError): RoteError {
  const reason = error.message.trim();
  // By name: the class is a global only while the backend lives, and errors may come later.
  const isOutOfMemory = error.constructor.name === 'GPUOutOfMemoryError';
  return isOutOfMemory || BEYOND_LIMITS.test(reason)
    ? new RoteError(
        'out-of-memory',
        `the GPU ran out of memory (${reason}); train fewer cells at once on it, or with a smaller batch size`,
        { retryable: true },
      )
    : new RoteError('engine-failed', `the GPU failed (${reason})`, { retryable: true });
}
