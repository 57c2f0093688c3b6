import { RoteError } from '@rote/domain';

/**
 * Remembers whether a device has failed. WebGPU reports that only by events: its calls continue as if nothing had
 * happened.
 */
export interface DeviceWatch {
  /** @throws RoteError `engine-failed` or `out-of-memory`, retryable, once the device has failed */
  throwIfFailed(): void;
}

/** A tensor beyond the device's limits is reported like an invalid call. */
const BEYOND_LIMITS = /exceeds the max|larger than the max/i;

/** Watches a device for its loss and for uncaught errors: after the first, its numbers are not results. */
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
