/**
 * Checks the OpenAPI document that the API serves with third-party tools: the recommended rules of Spectral, and a full
 * session through Prism, a proxy that validates every request and response against the document. The clients are
 * `fetch`, which calls every operation of the document, and `rote`. (Bodies are JSON, because Prism does not read
 * YAML.)
 *
 *     node infra/checks/openapi-tools.mjs
 *
 * It starts its own stack. It runs the tools by npx, each at a version given here: they have hundreds of packages, too
 * many for development dependencies. It prints every problem, and exits with 1 if there is one. Redocly's rules are a
 * test (apps/api/test/openapi.test.ts).
 */
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { freePort, makeTempDir } from '@rote/testkit/system';
import { startStack } from '../bench/dist/running-stack.js';

const PRISM = '@stoplight/prism-cli@5.14.2';
const PLANTED = 'planted';
const SPECTRAL = '@stoplight/spectral-cli@6.16.0';
const root = fileURLToPath(new URL('../..', import.meta.url));

const SPEC = {
  name: 'through Prism',
  dataset: { name: 'synthetic', train: 64, test: 32 },
  grid: { architecture: ['mlp-1x8'], corruption: ['none', 'random-labels'], seed: [1, 2] },
  training: { epochs: 3 },
};
const LONG_SPEC = {
  ...SPEC,
  name: 'long',
  grid: { architecture: ['mlp-1x16'] },
  training: { epochs: 100_000 },
};
const NOWHERE = '00000000-0000-4000-8000-000000000000';

/** Returns Spectral's problems with a document, one per line. */
async function lintBySpectral(document, folder) {
  const ruleset = path.join(folder, 'ruleset.json');
  await writeFile(ruleset, JSON.stringify({ extends: ['spectral:oas'] }));
  const words = [
    'lint',
    document,
    '--ruleset',
    ruleset,
    '--format',
    'text',
    '--fail-severity',
    'hint',
    '--quiet',
  ];
  const spectral = spawn('npx', ['--yes', SPECTRAL, ...words], { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(spectral, 'exit');
  const lines = [];
  for await (const line of createInterface({ input: spectral.stdout })) if (line !== '') lines.push(line);
  const [code] = await ended;
  return code === 0 ? [] : [`Spectral ended with ${code}`, ...lines];
}

/** Returns the document with a planted fault: it promises one more link at /. This proves that Prism detects faults. */
function plantFault(text) {
  const document = JSON.parse(text);
  document.components.schemas.LinkIndex.required.push(PLANTED);
  return JSON.stringify(document);
}

/** Starts Prism between its clients and an API. */
async function startPrism(api, document) {
  const port = await freePort();
  const words = ['--yes', PRISM, 'proxy', document, api, '--port', String(port)];
  const prism = spawn('npx', words, { stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  const exited = once(prism, 'exit');
  /** Prism logs the requests that it passes on; the lines of its validator are objections. */
  const objections = [];
  const listening = new Promise((resolve, reject) => {
    createInterface({ input: prism.stdout }).on('line', (line) => {
      if (line.includes('Prism is listening')) resolve();
      if (line.includes('Violation') || /\[VALIDATOR\].*(✖|⚠)/.test(line)) objections.push(line.trim());
    });
    exited.then(() => reject(new Error('Prism ended before it listened')));
  });
  await listening;
  return {
    url: `http://127.0.0.1:${port}`,
    objections,
    async stop() {
      process.kill(-prism.pid, 'SIGTERM'); // npx starts it as a child
      await exited;
    },
  };
}

/** Creates a client whose requests and responses Prism checks. */
function createClient(prism, objections) {
  const operations = new Set();
  return {
    operations,
    async ask(method, address, { status = 200, body, headers = {}, isPlanted = false } = {}) {
      const response = await fetch(new URL(address, prism.url), {
        method,
        headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      const what = `${method} ${address}`;
      operations.add(`${method.toLowerCase()} ${new URL(address, prism.url).pathname}`);
      const violations = response.headers.get('sl-violations');
      if (isPlanted && violations?.includes(PLANTED) !== true)
        objections.push(`${what}: the planted fault was not detected`);
      if (!isPlanted && violations !== null) objections.push(`${what}: ${violations}`);
      if (response.status !== status)
        objections.push(`${what}: status ${response.status}, not ${status}: ${text.slice(0, 500)}`);
      const isJson = /[/+]json$/.test(response.headers.get('content-type')?.split(';')[0] ?? '');
      return isJson ? JSON.parse(text) : text;
    },
  };
}

async function* pagesOf(client, address) {
  for (let cursor = null; ;) {
    const url = new URL(address, 'http://prism');
    if (cursor !== null) url.searchParams.set('cursor', cursor);
    const page = await client.ask('GET', url.pathname + url.search);
    yield page;
    cursor = page.nextCursor;
    if (cursor === null) return;
  }
}

const readAll = async (pages) => {
  const all = [];
  for await (const page of pages) all.push(...(page.items ?? page.epochs));
  return all;
};

async function untilEnded(client, id) {
  for (;;) {
    const sweep = await client.ask('GET', `/v1/sweeps/${id}`);
    if (sweep.endedAt !== null) return;
    await delay(250);
  }
}

/** Everything that is read of one sweep, from its plan to its report. */
async function readSweep({ ask, ...client }) {
  const own = { ask, ...client };
  await ask('POST', '/v1/sweeps?dryRun=true', { body: SPEC });
  const key = { 'idempotency-key': randomUUID() };
  const { id } = await ask('POST', '/v1/sweeps', { body: SPEC, headers: key, status: 201 });
  await ask('POST', '/v1/sweeps', { body: SPEC, headers: key });
  await untilEnded(own, id);
  await readAll(pagesOf(own, '/v1/sweeps?limit=1'));
  await ask('GET', '/v1/sweeps');
  await ask('GET', '/v1/sweeps?state=completed&limit=5');
  const cells = await readAll(pagesOf(own, `/v1/sweeps/${id}/cells?limit=3`));
  const rows = await readAll(pagesOf(own, `/v1/sweeps/${id}/results?limit=3`));
  if (cells.length !== 4 || rows.length !== 4) throw new Error('a page is missing');
  for (const accept of ['application/json', 'text/csv', 'application/x-ndjson', 'text/csv, */*;q=0.1']) {
    await ask('GET', `/v1/sweeps/${id}/results`, { headers: { accept } });
    await ask('GET', `/v1/cells/${cells[0].id}/curve`, { headers: { accept } });
  }
  for (const format of ['json', 'csv', 'ndjson']) {
    await ask('GET', `/v1/sweeps/${id}/results?format=${format}`);
    await ask('GET', `/v1/cells/${cells[0].id}/curve?format=${format}&from=2`);
  }
  await readAll(pagesOf(own, `/v1/cells/${cells[0].id}/curve?limit=2`));
  await ask('GET', `/v1/cells/${cells[0].id}`);
  await ask('GET', `/v1/cells/${cells[0].id}/why`);
  await ask('GET', `/v1/cells/${cells[0].id}/images`);
  await ask('GET', `/v1/sweeps/${id}/why`);
  await ask('GET', `/v1/sweeps/${id}/diff/${id}?part=both`);
  await ask('GET', `/v1/sweeps/${id}/report`);
  await ask('GET', `/v1/sweeps/${id}/report/tables`);
  const { items: figures } = await ask('GET', `/v1/sweeps/${id}/figures`);
  for (const { svg, png } of figures) {
    await ask('GET', svg);
    await ask('GET', png);
  }
}

/** Everything that can be done to a sweep that has not ended, and what is rejected afterwards. */
async function changeSweep({ ask }) {
  const { id } = await ask('POST', '/v1/sweeps', { body: LONG_SPEC, status: 201 });
  await ask('PATCH', `/v1/sweeps/${id}`, { body: { priority: 5, labels: { tool: 'prism' } } });
  await ask('GET', '/v1/sweeps?label=tool%3Dprism&search=prism&archived=any');
  await ask('POST', `/v1/sweeps/${id}/clone?dryRun=true`, { body: { name: 'clone' } });
  await ask('POST', `/v1/sweeps/${id}/extend?dryRun=true`, { body: { axes: { seed: [7] } } });
  await ask('DELETE', `/v1/sweeps/${id}?dryRun=true`, { status: 409 });
  await ask('POST', `/v1/sweeps/${id}/archive`);
  await ask('POST', `/v1/sweeps/${id}/unarchive`);
  await ask('POST', `/v1/sweeps/${id}/pause`);
  await ask('POST', `/v1/sweeps/${id}/resume`);
  await ask('POST', `/v1/sweeps/${id}/retry`);
  await ask('POST', `/v1/sweeps/${id}/retry`, { body: { failureClass: ['lost-worker'] } });
  await ask('GET', `/v1/sweeps/${id}/results`);
  await ask('GET', `/v1/sweeps/${id}/results?columns=state,seed&positions=0-1`);
  await ask('GET', `/v1/sweeps/${id}/axes`);
  await ask('GET', `/v1/sweeps/${id}/curves`);
  await ask('GET', `/v1/sweeps/${id}/source`);
  await ask('POST', `/v1/sweeps/${id}/cancel`);
  await ask('POST', `/v1/sweeps/${id}/cancel`, { status: 409 });
  await ask('DELETE', `/v1/sweeps/${id}?dryRun=true`);
  await ask('DELETE', `/v1/sweeps/${id}`, { status: 204 });
  await ask('DELETE', `/v1/sweeps/${id}`, { status: 404 });
  await ask('GET', `/v1/sweeps/${NOWHERE}`, { status: 404 });
  await ask('GET', `/v1/cells/${'0'.repeat(64)}`, { status: 404 });
}

async function readService({ ask }) {
  await ask('GET', '/', { isPlanted: true });

  for (const address of [
    '/healthz',
    '/readyz',
    '/v1/queues',
    '/v1/queues/history?minutes=5',
    '/v1/presets',
    '/v1/query?sql=SELECT%201%20AS%20one',
    '/v1/workers',
    '/problems',
    '/problems/spec-invalid',
  ])
    await ask('GET', address);
}

/** Everything about keys. The first one closes the API, so this comes last. */
async function useKeys({ ask }) {
  const { id, key } = await ask('POST', '/v1/keys', {
    body: { name: 'tools', scopes: ['admin'] },
    status: 201,
  });
  const headers = { authorization: `Bearer ${key}` };
  await ask('GET', '/v1/keys', { headers });
  await ask('GET', '/v1/audit?limit=2', { headers });
  await ask('GET', '/v1/session', { headers });
  await ask('POST', '/v1/session', { body: { key } });
  await ask('DELETE', '/v1/session', { status: 204 });
  const project = '/v1/projects/tools';
  await ask('PUT', project, { headers, body: { share: 2 }, status: 201 });
  await ask('GET', project, { headers });
  await ask('GET', '/v1/projects', { headers });
  await ask('DELETE', project, { headers, status: 204 });
  const { id: webhook } = await ask('POST', '/v1/webhooks', {
    headers,
    body: { url: 'https://93.184.216.34/rote', types: ['sweep.ended'] },
    status: 201,
  });
  await ask('GET', '/v1/webhooks', { headers });
  await ask('GET', `/v1/webhooks/${webhook}/deliveries`, { headers });
  await ask('POST', `/v1/webhooks/${webhook}/replay`, { headers, body: {} });
  await ask('DELETE', `/v1/webhooks/${webhook}`, { headers, status: 204 });
  await ask('DELETE', `/v1/keys/${id}`, { headers });
}

/** Runs the command line as a client of Prism. */
async function runCommands(prism, folder, objections) {
  const spec = path.join(folder, 'spec.json');
  await writeFile(spec, JSON.stringify({ ...SPEC, name: 'by rote' }));
  const output = path.join(folder, 'report');
  for (const words of [
    ['plan', spec],
    ['submit', spec, '--watch'],
    ['status'],
    ['cells', 'latest'],
    ['results', 'latest'],
    ['results', 'latest', '--format', 'csv'],
    ['report', 'latest', '--output', output],
    ['workers'],
    ['queues'],
    ['why'],
  ]) {
    const args = ['apps/cli/bin/rote.js', ...words, '--api', prism.url];
    const rote = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
    const [code] = await once(rote, 'exit');
    if (code !== 0) objections.push(`rote ${words[0]}: exit code ${code}`);
  }
}

/** Returns the document's operations that were not requested. */
async function findUntried(api, tried) {
  const { paths } = await (await fetch(`${api}/openapi.json`)).json();
  return Object.entries(paths).flatMap(([template, methods]) => {
    // Prism waits for the end of an answer, and a stream of events has none.
    if (template.endsWith('/events')) return [];
    const pattern = new RegExp(`^${template.replace(/\./g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`);
    return Object.keys(methods)
      .filter(
        (method) =>
          ![...tried].some((each) => each.startsWith(`${method} `) && pattern.test(each.split(' ')[1])),
      )
      .map((method) => `${method.toUpperCase()} ${template}: not requested in this session`);
  });
}

process.env.ROTE_ENGINE ??= 'wasm';
process.env.ROTE_SLOTS ??= '1';
const { path: folder, remove } = await makeTempDir();
const stack = await startStack(path.join(folder, 'state'));
try {
  const document = path.join(folder, 'openapi.json');
  const text = await (await fetch(`${stack.api}/openapi.json`)).text();
  await writeFile(document, text);
  const found = await lintBySpectral(document, folder);
  console.log(`spectral: ${found.length} objections`);
  await writeFile(document, plantFault(text));
  const prism = await startPrism(stack.api, document);
  try {
    const client = createClient(prism, found);
    await readService(client);
    await readSweep(client);
    await changeSweep(client);
    await runCommands(prism, folder, found);
    await useKeys(client);
    found.push(...(await findUntried(stack.api, client.operations)));
    console.log(`prism: ${client.operations.size} addresses`);
  } finally {
    await prism.stop();
  }
  const said = prism.objections.filter((line) => !line.includes(PLANTED));
  const objections = [...new Set([...found, ...said])];
  for (const objection of objections) console.log(objection);
  console.log(`${objections.length} objections`);
  process.exitCode = objections.length === 0 ? 0 : 1;
} finally {
  await stack.stop();
  await remove();
}
