import { describeEngine } from './describe-engine.js';

describeEngine('tfjs-node-gpu');
