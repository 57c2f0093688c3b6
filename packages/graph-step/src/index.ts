export { createGraphCompiler } from './create-graph-compiler.js';
export type { GraphCompiler } from './create-graph-compiler.js';
export { createLinearAlgebra } from './create-linear-algebra.js';
export type { Feed, Program, ProgramFunction, Session } from './program.js';
