import type { EngineLoader } from './engine-loader.js';
import { loadNativeEngine, NATIVE_BACKEND } from './native/load-native-engine.js';

/** TensorFlow on an NVIDIA GPU. Without one, or with a build for the CPU, the same binding runs on the CPU. */
export const tfjsNodeGpu: EngineLoader = {
  name: 'tfjs-node-gpu',
  backendName: NATIVE_BACKEND,
  mayHaveGpu: true,
  load: (options) => loadNativeEngine('tfjs-node-gpu', options),
};
