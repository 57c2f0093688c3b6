export { answerAgent } from './answer-agent.js';
export type { AgentOptions } from './create-server.js';
export { serveAgent } from './serve-agent.js';
export type { Tool } from './tool.js';
export { isReading, TOOLS } from './tools.js';
