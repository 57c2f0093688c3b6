import { code, GENERATED, sentence, table } from './markdown.mjs';
import { importBuilt } from './workspace-module.mjs';

/** The variables that docker compose puts into docker-compose.yml; no program reads them. */
const COMPOSE_ONLY = {
  POSTGRES_PASSWORD: 'The password of the database in docker-compose.yml; any characters are allowed.',
};

async function readSchemas() {
  const [api, worker, cli] = await Promise.all(
    ['apps/api/config', 'apps/worker/config', 'apps/cli/cli-config'].map(importBuilt),
  );
  return [
    ['API', api.ApiConfig],
    ['worker', worker.WorkerEnvironment],
    ['`rote`', cli.CliConfig],
  ];
}

/** Collects each variable once: who reads it, and what its schemas say. */
function collectVariables(schemas) {
  const variables = new Map();
  for (const [program, schema] of schemas)
    for (const [name, property] of Object.entries(schema.properties)) {
      const known = variables.get(name) ?? { programs: [], properties: [], required: [] };
      known.programs.push(program);
      known.properties.push(property);
      if (schema.required?.includes(name) && property.default === undefined) known.required.push(program);
      variables.set(name, known);
    }
  return [...variables].map(([name, known]) => ({ name, ...known }));
}

const first = (properties, keyword) =>
  properties.map((property) => property[keyword]).find((value) => value !== undefined);

function describeValues(properties) {
  const choices = first(properties, 'enum');
  if (choices !== undefined) return `One of ${choices.map(code).join(', ')}.`;
  const [minimum, maximum] = [first(properties, 'minimum'), first(properties, 'maximum')];
  if (minimum === undefined) return '';
  return maximum === undefined ? `From ${minimum}.` : `From ${minimum} to ${maximum}.`;
}

function describe({ properties }) {
  const description = sentence(first(properties, 'description'));
  // Some descriptions already include the bounds.
  const values = /from -?\d/.test(description) ? '' : describeValues(properties);
  return [description, values].filter((text) => text !== '').join(' ');
}

function defaultOf({ properties, required, programs }) {
  const value = first(properties, 'default');
  if (value !== undefined) return code(value);
  if (required.length === 0) return '';
  return required.length === programs.length ? 'required' : `required by the ${required.join(' and the ')}`;
}

/** Writes docs/reference/environment.md and .env.example. */
export async function describeEnvironment() {
  const variables = collectVariables(await readSchemas());
  const rows = variables.map((variable) => [
    code(variable.name),
    defaultOf(variable),
    variable.programs.join(', '),
    describe(variable),
  ]);
  const page = `${GENERATED}

# Environment variables

An empty variable counts as not set. An invalid one stops the program at start; the message names every invalid variable
and never prints a value. \`rote up\` and \`rote demo\` pass their whole environment on to the API and the worker, so every
variable below works there too. [.env.example](../../.env.example) lists them all.

${table(['variable', 'default', 'read by', 'meaning'], rows)}
`;
  const entries = variables.map((variable) => {
    const value = first(variable.properties, 'default') ?? '';
    return `# ${describe(variable)}\n#${variable.name}=${value}`;
  });
  const compose = Object.entries(COMPOSE_ONLY).map(([name, meaning]) => `# ${meaning}\n#${name}=`);
  const example = `# Every variable that Rote reads, with its default. Copy this file to .env, and remove the # before what you set.
# docker compose reads .env by itself; elsewhere: set -a; . ./.env; set +a; npm start
# Written by "npm run docs" from the schemas of the configuration.

${[...entries, ...compose].join('\n\n')}
`;
  return { 'docs/reference/environment.md': page, '.env.example': example };
}
