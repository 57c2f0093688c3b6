import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A compiled module of a workspace, also one that its package does not export: `apps/cli/program`. */
export function importBuilt(module) {
  const [parent, name, ...file] = module.split('/');
  return import(new URL(`../../${parent}/${name}/dist/${file.join('/')}.js`, import.meta.url).href);
}
