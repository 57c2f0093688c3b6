import type { EngineLoader } from './engine-loader.js';
import { loadNativeEngine, NATIVE_BACKEND } from './native/load-native-engine.js';

/** TensorFlow on the CPU. */
export const tfjsNode: EngineLoader = {
  name: 'tfjs-node',
  backendName: NATIVE_BACKEND,
  mayHaveGpu: false,
  load: (options) => loadNativeEngine('tfjs-node', options),
};
