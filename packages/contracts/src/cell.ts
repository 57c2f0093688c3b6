/** One fully resolved experiment, as the domain has it: over HTTP it is the same value. */
export { Cell } from '@rote/domain';
