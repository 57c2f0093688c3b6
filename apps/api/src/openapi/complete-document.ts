import { type AnswerExamples, createAnswerExamples } from './answer-examples.js';
import { NEED_OF_OPERATION } from '../access/route-scopes.js';
import { BODY_EXAMPLES, PARAMETER_EXAMPLES } from './examples.js';
import { typeEnums } from './type-enums.js';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}

interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly description?: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, object>> };
  readonly responses: Readonly<
    Record<string, { readonly description?: string; readonly content?: Readonly<Record<string, unknown>> }>
  >;
}

/** How a request proves who sends it. */
export const SECURITY_SCHEMES = {
  key: {
    type: 'http',
    scheme: 'bearer',
    description:
      'A key of this server with the scope that the operation names as x-scope. A server on a loopback address may need none.',
  },
} as const;

type Security = readonly Readonly<Partial<Record<keyof typeof SECURITY_SCHEMES, readonly string[]>>>[];

/**
 * Returns what an operation needs; the empty alternative is a server that asks for no key. The scope has a field of its own:
 * OpenAPI 3.1 lets `key` list it, but tools look there for the scopes that OAuth 2 declares.
 */
function securityOf({ operationId = '' }: Operation): {
  readonly security: Security;
  readonly 'x-scope'?: string;
} {
  const need = NEED_OF_OPERATION[operationId];
  return need === undefined || need === 'nothing'
    ? { security: [] }
    : { security: [{ key: [] }, {}], 'x-scope': need };
}

type Paths = Readonly<Record<string, Readonly<Record<string, Operation>>>>;

/** Returns the key of a parameter's example; for one in the address, it includes the segment before it. */
function exampleKey(path: string, { name, in: place }: Parameter): string {
  if (place !== 'path') return name;
  const segments = path.split('/');
  return `${segments[segments.findIndex((segment) => segment.includes(`{${name}}`)) - 1] ?? ''}/${name}`;
}

function completeParameter(path: string, parameter: Parameter): Parameter {
  const example =
    PARAMETER_EXAMPLES[`${path}?${parameter.name}`] ?? PARAMETER_EXAMPLES[exampleKey(path, parameter)];
  return example === undefined ? parameter : { ...parameter, ...{ example } };
}

/** An example is a value for any media type: JSON is also YAML. */
function completeBody({ operationId = '', requestBody }: Operation) {
  const examples = BODY_EXAMPLES[operationId];
  if (requestBody === undefined || examples === undefined) return requestBody;
  const content = Object.fromEntries(
    Object.entries(requestBody.content).map(([mediaType, media]) => [
      mediaType,
      { ...media, example: examples.body },
    ]),
  );
  return { ...requestBody, required: examples.isOptional !== true, content };
}

/** What has no entity tag: it arrives while it is made. */
const STREAMED: readonly string[] = [
  'text/event-stream',
  'application/zip',
  'text/csv',
  'application/x-ndjson',
  'application/vnd.apache.arrow.stream',
  'application/vnd.apache.parquet',
];

const NOT_MODIFIED = {
  304: { description: 'The client has the content already, as If-None-Match says' },
} as const;

/** Whether an answer of an operation can be one that the client has already. */
const hasTag = (method: string, { responses }: Operation): boolean =>
  method === 'get' && Object.keys(responses['200']?.content ?? {}).some((type) => !STREAMED.includes(type));

function completeOperation(
  path: string,
  method: string,
  operation: Operation,
  answers: AnswerExamples,
): Operation & { readonly security: Security } {
  const requestBody = completeBody(operation);
  return {
    ...operation,
    responses: {
      ...answers.complete(operation.operationId ?? '', operation.responses),
      ...(hasTag(method, operation) && NOT_MODIFIED),
    },
    description: operation.description ?? `${operation.summary ?? ''}.`,
    ...securityOf(operation),
    ...(operation.parameters !== undefined && {
      parameters: operation.parameters.map((parameter) => completeParameter(path, parameter)),
    }),
    ...(requestBody !== undefined && { requestBody }),
  };
}

/** Completes an OpenAPI document with what routes do not contain: working examples, and the types of enums. */
export function completeDocument(document: object): Record<string, unknown> {
  const { paths, components, ...rest } = document as {
    paths: Paths;
    components: { readonly schemas: Parameters<typeof createAnswerExamples>[0] };
  };
  const answers = createAnswerExamples(components.schemas);
  const completed = Object.entries(paths).map(([path, operations]) => [
    path,
    Object.fromEntries(
      Object.entries(operations).map(([method, operation]) => [
        method,
        completeOperation(path, method, operation, answers),
      ]),
    ),
  ]);
  return typeEnums({
    ...rest,
    components: { ...components, examples: answers.examples },
    paths: Object.fromEntries(completed) as Paths,
  }) as Record<string, unknown>;
}
