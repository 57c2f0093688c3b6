export { Range } from './range.js';
export type { WrittenOut } from './write-out.js';
export { writeOut } from './write-out.js';
export { REQUIRED_WITHOUT_PRESET, WrittenSweepSpec } from './written-spec.js';
