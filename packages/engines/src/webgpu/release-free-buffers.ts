import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/**
 * Gives the GPU its memory back between two cells. The backend keeps every freed buffer for a tensor of the same size,
 * for ever: a trainer that has had many architectures would fill the GPU with what none of them uses any more.
 */
export function releaseFreeBuffers({ bufferManager }: WebGPUBackend): void {
  const release = bufferManager.releaseBuffer.bind(bufferManager);
  bufferManager.releaseBuffer = (...call) => {
    release(...call);
    if (bufferManager.getNumUsedBuffers() === 0) bufferManager.dispose();
  };
}
