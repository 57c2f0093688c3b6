import type { App } from '../../src/app-types.js';

/** A JSON Schema without references. */
export type Schema = Readonly<Record<string, unknown>>;

export interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required: boolean;
  readonly schema: Schema;
  readonly example?: unknown;
}

type Content = Readonly<Record<string, { readonly schema: Schema; readonly example?: unknown }>>;

/** An operation of the OpenAPI document. */
export interface Operation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
  /** By media type; empty if it takes no body. */
  readonly bodies: Content;
  /** By status; without `default`. */
  readonly answers: Readonly<Record<string, { readonly content?: Content }>>;
  readonly isOpen: boolean;
}

interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>;
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
}

interface Described {
  readonly operationId: string;
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Content };
  readonly responses: Operation['answers'];
  readonly security?: readonly object[];
}

/** Puts the schemas of the document in the place of references to them; none contains itself. */
function withoutReferences<T>(value: T, schemas: Document['components']['schemas']): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => withoutReferences(item, schemas)) as T;
  const { $ref: reference } = value as { readonly $ref?: unknown };
  if (typeof reference === 'string')
    return withoutReferences(schemas[reference.split('/').at(-1) ?? ''], schemas) as T;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, withoutReferences(item, schemas)]),
  ) as T;
}

/** Reads the operations of the document that an API serves. */
export async function readOperations(app: App): Promise<readonly Operation[]> {
  const { paths, components } = (await app.inject('/openapi.json')).json<Document>();
  return Object.entries(withoutReferences(paths, components.schemas)).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const answers = Object.entries(operation.responses).filter(([status]) => status !== 'default');
      return {
        id: operation.operationId,
        method: method.toUpperCase(),
        path,
        parameters: operation.parameters ?? [],
        bodies: operation.requestBody?.content ?? {},
        answers: Object.fromEntries(answers),
        isOpen: (operation.security ?? []).length === 0,
      };
    }),
  );
}
