export { type ExpandedCell, type Expansion, expandSweep, startExpansion } from './expand-sweep.js';
export type { SweepArchitecture } from './observe-cells.js';
