import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { code, codeOf, GENERATED, sentence, table } from './markdown.mjs';
import { nameType } from './name-type.mjs';
import { root } from './workspace-module.mjs';

export const OPENAPI_FILE = 'docs/reference/openapi.json';

/** Fetches the OpenAPI document from the API itself, started on a free port. */
async function fetchDocument(databaseUrl) {
  const api = fork(path.join(root, 'apps/api/dist/main.js'), {
    cwd: root,
    env: { PATH: process.env.PATH, DATABASE_URL: databaseUrl, ROTE_PORT: '0', ROTE_LOG_LEVEL: 'silent' },
  });
  const exited = once(api, 'exit');
  try {
    const [ready] = await Promise.race([once(api, 'message'), exited]);
    if (typeof ready !== 'object' || ready === null) throw new Error('the API ended before it listened');
    const response = await fetch(new URL('/openapi.json', ready.url));
    return await response.json();
  } finally {
    api.kill('SIGTERM');
    await exited;
  }
}

const linkTo = (reference) => {
  const name = reference.split('/').at(-1);
  return `[${name}](#${name.toLowerCase()})`;
};

const METHODS = ['get', 'post', 'put', 'patch', 'delete'];

function* operationsOf({ paths }) {
  for (const [address, methods] of Object.entries(paths))
    for (const method of METHODS)
      if (methods[method] !== undefined)
        yield {
          name: `${method.toUpperCase()} ${address}`,
          shared: methods.parameters ?? [],
          ...methods[method],
        };
}

const describeContent = (content = {}) =>
  Object.entries(content)
    .map(([type, { schema }]) => {
      const what = schema === undefined || schema.type === 'string' ? '' : nameType(schema, linkTo);
      return what === '' ? code(type) : `${code(type)}: ${what}`;
    })
    .join('; ');

function describeOperation(operation) {
  const {
    name,
    summary,
    description,
    parameters = [],
    shared,
    requestBody,
    responses,
    'x-scope': scope,
  } = operation;
  const parts = [
    `### ${code(name)}`,
    sentence(summary),
    sentence(description) === sentence(summary) ? '' : sentence(description),
    scope === undefined ? 'It needs no key.' : `It needs a key with the scope ${code(scope)}.`,
  ];
  const all = [...shared, ...parameters];
  if (all.length > 0)
    parts.push(
      table(
        ['parameter', 'in', 'type', 'default', 'meaning'],
        all.map(({ name: parameter, in: place, required, schema = {}, description: meaning }) => [
          code(parameter),
          required === true ? `${place}, required` : place,
          nameType(schema, linkTo),
          codeOf(schema.default),
          sentence(meaning ?? schema.description ?? ''),
        ]),
      ),
    );
  if (requestBody !== undefined)
    parts.push(
      `Body${requestBody.required === true ? '' : ' (optional)'}: ${describeContent(requestBody.content)}.`,
    );
  parts.push(
    table(
      ['status', 'answer', 'content'],
      Object.entries(responses).map(([status, response]) => [
        status === 'default' ? 'otherwise' : status,
        sentence(response.description ?? ''),
        describeContent(response.content),
      ]),
    ),
  );
  return parts.filter((part) => part !== '').join('\n\n');
}

function describeSchema([name, schema]) {
  const parts = [`### ${name}`, sentence(schema.description)];
  if (schema.properties === undefined)
    parts.push(`${nameType({ ...schema, description: undefined }, linkTo)}.`);
  else
    parts.push(
      table(
        ['field', 'type', 'meaning'],
        Object.entries(schema.properties).map(([field, property]) => [
          `${code(field)}${schema.required?.includes(field) === true ? '' : ' (optional)'}`,
          nameType(property, linkTo),
          sentence(property.description ?? ''),
        ]),
      ),
    );
  return parts.filter((part) => part !== '').join('\n\n');
}

/** Writes docs/reference/api.md and the OpenAPI document beside it. */
export async function describeApi(databaseUrl) {
  const document = await fetchDocument(databaseUrl);
  const operations = [...operationsOf(document)];
  const sections = document.tags.map(
    ({ name, description }) =>
      `## ${name}\n\n${sentence(description)}\n\n${operations
        .filter(({ tags = [] }) => tags[0] === name)
        .map(describeOperation)
        .join('\n\n')}`,
  );
  // The spec of a sweep has its own page.
  const schemas = Object.entries(document.components.schemas).map((entry) =>
    entry[0] === 'SweepSpec'
      ? '### SweepSpec\n\nA sweep file: every field is on [its own page](sweep-file.md).'
      : describeSchema(entry),
  );
  const text = `${GENERATED}

# The REST API

A running API describes itself at \`/openapi.json\` (OpenAPI ${document.openapi}; [a copy](openapi.json)), with pages to try it
out at \`/docs\`. A response with a status of 400 or more is a [Problem](#problem); [errors.md](errors.md) has its codes.
An API on a loopback address may need no key at all: see [sharing](../guide/sharing.md).

${sections.join('\n\n')}

## Schemas

${schemas.join('\n\n')}
`;
  return {
    'docs/reference/api.md': text,
    [OPENAPI_FILE]: `${JSON.stringify(document, null, 2)}\n`,
  };
}
