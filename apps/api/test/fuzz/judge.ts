import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import { PROBLEM_MEDIA_TYPE, Problem } from '@rote/contracts';
import { allows, findFaults, SCOPES } from '@rote/domain';
import { Compile } from 'typebox/schema';
import { NEED_OF_OPERATION } from '../../src/access/route-scopes.js';
import type { Operation, Schema } from './operations.js';
import type { Plan } from './requests.js';
import { type Answer, mediaTypeOf } from './send.js';

/** What Node and JavaScript write when something was not handled. */
const LEAKS = /\bat \S+ \(|node_modules|\[object Object\]|\bundefined\b|TypeError|FST_ERR|node:internal/;

const checks = new WeakMap<Schema, (value: unknown) => readonly unknown[]>();
function faultsIn(schema: Schema, value: unknown): readonly unknown[] {
  let check = checks.get(schema);
  if (check === undefined) {
    const compiled = Compile(schema);
    checks.set(schema, (check = (each) => (compiled.Check(each) ? [] : compiled.Errors(each)[1])));
  }
  return check(value);
}

const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  br: brotliDecompressSync,
  gzip: gunzipSync,
  deflate: inflateSync,
};

/** A long answer is compressed if the request accepts that. */
function textOf({ headers, body }: Pick<Answer, 'headers' | 'body'>): string {
  const decode = DECODERS[String(headers['content-encoding'] ?? '')];
  return (decode === undefined ? body : decode(body)).toString();
}

function* faultsOfProblem(plan: Plan, { status, body, headers }: Answer): Generator<string> {
  if (mediaTypeOf({ headers }) !== PROBLEM_MEDIA_TYPE) yield `a problem as ${mediaTypeOf({ headers })}`;
  let problem: Problem;
  try {
    problem = JSON.parse(textOf({ headers, body })) as Problem;
  } catch {
    yield `a problem that is not JSON: ${body.toString().slice(0, 200)}`;
    return;
  }
  if (findFaults(Problem, problem).length > 0) yield `not a problem: ${JSON.stringify(problem)}`;
  if (problem.status !== status) yield `status ${String(status)} with a problem of ${String(problem.status)}`;
  const { detail, title } = problem;
  if (detail.trim().length < 10 || detail === title) yield `no detail: ${JSON.stringify(detail)}`;
  const written = [detail, ...(problem.errors ?? []).map(({ expected }) => expected)].join(' ');
  if (LEAKS.test(written) && !LEAKS.test(`${plan.target} ${plan.body ?? ''}`))
    yield `an internal word: ${written}`;
  const isOfInput = problem.code === 'request-invalid' || problem.code === 'spec-invalid';
  if (isOfInput && problem.errors?.some(({ expected }) => expected === '') === true)
    yield 'a fault without what was expected';
}

function* faultsOfContent(
  schemas: Operation['answers'][string]['content'],
  answer: Answer,
): Generator<string> {
  const mediaType = mediaTypeOf(answer);
  const content = schemas?.[mediaType];
  if (schemas === undefined || Object.keys(schemas).length === 0) {
    if (answer.body.length > 0) yield 'a body where none is documented';
    return;
  }
  if (content === undefined) {
    yield `undocumented media type ${mediaType}`;
    return;
  }
  if (mediaType !== 'application/json' || answer.headers['content-encoding'] !== undefined) return;
  const faults = faultsIn(content.schema, JSON.parse(answer.body.toString()));
  if (faults.length > 0) yield `not as documented: ${JSON.stringify(faults.slice(0, 3)).slice(0, 600)}`;
}

/** Whether the key of a request is checked at all: what the host and the origin decide comes before. */
const isFromHere = ({ headers }: Plan): boolean =>
  !headers.some(([name]) => ['host', 'origin'].includes(name));

function* faultsOfAccess({ id }: Operation, plan: Plan, { status }: Answer): Generator<string> {
  const need = NEED_OF_OPERATION[id] ?? 'nothing';
  if (!isFromHere(plan) || status === 400) return;
  const scopes = SCOPES.filter((scope) => scope === plan.key);
  const isAllowed = need === 'nothing' || need === 'any key' || allows(scopes, need);
  // It judges the key in its body.
  if (id === 'signIn') return;
  if (isAllowed && (status === 401 || status === 403)) yield `${String(status)} for the key "${plan.key}"`;
  if (!isAllowed && status !== (scopes.length === 0 ? 401 : 403))
    yield `${String(status)} for the key "${plan.key}", without the scope "${need}"`;
}

/** Returns what is wrong with an answer, in words; nothing if it is as documented. */
export function faultsOf(operation: Operation, plan: Plan, answer: Answer): readonly string[] {
  const { status } = answer;
  const documented = operation.answers[String(status)];
  const faults: string[] = [];
  if (documented === undefined)
    faults.push(`undocumented status ${String(status)}: ${answer.body.toString().slice(0, 300)}`);
  if (status >= 500) faults.push(`status ${String(status)}`);
  if (answer.headers['x-request-id'] === undefined) faults.push('no x-request-id');
  if (status >= 400) faults.push(...faultsOfProblem(plan, answer));
  else if (documented !== undefined) faults.push(...faultsOfContent(documented.content, answer));
  faults.push(...faultsOfAccess(operation, plan, answer));
  return faults;
}
