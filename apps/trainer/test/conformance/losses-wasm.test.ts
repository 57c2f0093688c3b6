import { describeBeginnings } from './describe-beginnings.js';

describeBeginnings('wasm', () => ({ steps: 20, images: 16 }));
