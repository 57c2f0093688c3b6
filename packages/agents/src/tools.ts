import { READING_TOOLS } from './reading-tools.js';
import type { Tool } from './tool.js';
import { WRITING_TOOLS } from './writing-tools.js';

/** Everything that an agent can ask of Rote. */
export const TOOLS: readonly Tool[] = [...READING_TOOLS, ...WRITING_TOOLS];

/** Whether a tool changes nothing. */
export const isReading = (tool: Tool): boolean => READING_TOOLS.includes(tool);
