import { PROBLEM_MEDIA_TYPE } from '@rote/contracts';
import { PROBLEMS } from '../problems.js';
import { exampleOfBody, type Schema } from './example-of.js';

type Components = Readonly<Record<string, Schema>>;
interface Media {
  readonly schema?: Schema;
}
interface Response {
  readonly description?: string;
  readonly content?: Readonly<Record<string, unknown>>;
}

/** The examples of a document's answers, each once, by its name. */
export interface AnswerExamples {
  /** Returns the answers of an operation with an example for each of their bodies. */
  complete(
    operationId: string,
    responses: Readonly<Record<string, Response>>,
  ): Readonly<Record<string, Response>>;
  /** What the answers refer to. */
  readonly examples: Readonly<Record<string, { readonly value: unknown }>>;
}

function problemExample(status: string): unknown {
  const [code, { title, ...kind }] =
    Object.entries(PROBLEMS).find(([, each]) => String(each.status) === status) ??
    (['internal', PROBLEMS.internal] as const);
  return {
    type: `/problems/${code}`,
    title,
    status: kind.status,
    detail: `${title}.`,
    instance: '/v1/sweeps',
    code,
    retryable: kind.status >= 500 || kind.status === 429,
  };
}

/** Creates the examples of a document with these schemas. */
export function createAnswerExamples(components: Components): AnswerExamples {
  const examples: Record<string, { readonly value: unknown }> = {};
  const withExample = (operationId: string, status: string, mediaType: string, media: Media): Media => {
    const value =
      mediaType === PROBLEM_MEDIA_TYPE
        ? problemExample(status)
        : exampleOfBody(mediaType, media.schema ?? {}, components);
    if (value === undefined) return media;
    const name =
      mediaType === PROBLEM_MEDIA_TYPE
        ? `problem-${status}`
        : (media.schema?.$ref?.split('/').at(-1) ?? `${operationId}-${mediaType.replaceAll(/\W+/g, '-')}`);
    examples[name] = { value };
    return { ...media, ...{ examples: { [name]: { $ref: `#/components/examples/${name}` } } } };
  };
  return {
    examples,
    complete: (operationId, responses) =>
      Object.fromEntries<Response>(
        Object.entries(responses).map(([status, response]): [string, Response] => {
          if (response.content === undefined) return [status, response];
          const content = Object.entries(response.content).map(([mediaType, media]) => [
            mediaType,
            withExample(operationId, status, mediaType, media as Media),
          ]);
          return [
            status,
            { ...response, content: Object.fromEntries(content) as Readonly<Record<string, unknown>> },
          ];
        }),
      ),
  };
}
