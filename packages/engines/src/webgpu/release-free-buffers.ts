import type { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';

/**
 * Releases GPU memory between two cells. The backend keeps every freed buffer forever, for a tensor of the same size: a
 * trainer that has had many architectures would fill the GPU with buffers that none of them uses any more.
 */
export function releaseFreeBuffers({ bufferManager }: WebGPUBackend): void {
  const release = bufferManager.releaseBuffer.bind(bufferManager);
  bufferManager.releaseBuffer = (...call) => {
    release(...call);
    if (bufferManager.getNumUsedBuffers() === 0) bufferManager.dispose();
  };
}
