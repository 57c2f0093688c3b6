export { type ExpandedCell, type Expansion, expandSweep, startExpansion } from './expand-sweep.js';
