import type { paths } from './generated/openapi.js';

/** The methods of the API's operations. */
export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** The paths of the OpenAPI document that have an operation of this method. */
export type PathOf<M extends Method> = {
  [P in keyof paths]: paths[P][M] extends object ? P : never;
}[keyof paths];

/** An operation of the OpenAPI document. */
export type Operation<M extends Method, P extends PathOf<M>> = paths[P][M];

type ParametersOf<O, Place extends string> = O extends { readonly parameters: infer All }
  ? Place extends keyof All
    ? NonNullable<All[Place]>
    : never
  : never;

type BodyOf<O> = O extends { readonly requestBody?: infer Request }
  ? JsonOf<Content<NonNullable<Request>>>
  : never;

/** An optional part may be left out, and one that the operation does not have must be. */
type Part<Name extends string, Value> = [Value] extends [never]
  ? Readonly<Partial<Record<Name, never>>>
  : Partial<Value> extends Value
    ? Readonly<Partial<Record<Name, Value>>>
    : Readonly<Record<Name, Value>>;

/** Undefined is like nothing. */
type Loose<T> = [T] extends [never]
  ? never
  : { readonly [K in keyof T]: Record<string, never> extends Pick<T, K> ? T[K] | undefined : T[K] };

/** What an operation takes: the parameters of its path, its query and its headers, and its body. */
export type InputOf<O> = Part<'path', ParametersOf<O, 'path'>> &
  Part<'query', Loose<ParametersOf<O, 'query'>>> &
  Part<'headers', ParametersOf<O, 'header'>> &
  Part<'body', BodyOf<O>>;

type Content<Answer> = Answer extends { readonly content: infer C } ? C : never;
type Success<O> = O extends { readonly responses: infer All }
  ? Content<All[keyof All & (200 | 201 | 202)]>
  : never;
type KeyOf<T> = T extends unknown ? keyof T & string : never;

/** The media types of an operation's answer. */
export type MediaTypeOf<O> = KeyOf<Success<O>>;

type JsonOf<C> = C extends { readonly 'application/json': infer Answer } ? Answer : never;

/** An operation's answer in JSON. */
export type AnswerOf<O> = JsonOf<Success<O>>;
