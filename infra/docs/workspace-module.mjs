import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Imports a compiled module of a workspace, even one that its package does not export: `apps/cli/program`. */
export function importBuilt(module) {
  const [parent, name, ...file] = module.split('/');
  return import(new URL(`../../${parent}/${name}/dist/${file.join('/')}.js`, import.meta.url).href);
}
