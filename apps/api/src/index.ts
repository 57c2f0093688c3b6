export { buildApp } from './app.js';
export type { App, AppOptions } from './app-types.js';
export { startFeeder } from './feeder/start-feeder.js';
export type { Feeder, FeederOptions } from './feeder/start-feeder.js';
