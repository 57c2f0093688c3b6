export { createGraphCompiler } from './create-graph-compiler.js';
export type { GraphCompiler } from './create-graph-compiler.js';
export type { Feed, Program, ProgramFunction, RunningProgram } from './program.js';
