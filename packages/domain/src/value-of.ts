import type { Static, TSchema } from 'typebox';

/** The value that a schema describes, frozen at every level: a part of a cell. */
export type ValueOf<S extends TSchema> = Frozen<Static<S>>;

type Frozen<T> = T extends object ? { readonly [K in keyof T]: Frozen<T[K]> } : T;
