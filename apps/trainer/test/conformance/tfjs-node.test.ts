import { describeEngine } from './describe-engine.js';
import { MODELS } from './models.js';

// TensorFlow and the binding are those of tfjs-node-gpu, which is tested with all models.
describeEngine('tfjs-node', { models: { 'inception-small': MODELS['inception-small'] } });
