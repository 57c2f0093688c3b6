/** Reading and writing YAML, without the schemas of the API: a web page loads only what it needs. */
export { parseYaml } from './parse-yaml.js';
export { stringifyYaml } from './stringify-yaml.js';
