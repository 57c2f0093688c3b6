import { EXPORT_FORMATS, EXPORT_TABLE_NAMES } from '@rote/domain';
import type { Static } from 'typebox';
import { Type } from 'typebox';
import { closed } from './nullable.js';
import { SweepId } from './identifiers.js';

export const ExportQuery = Type.Object(
  {
    format: Type.Optional(
      Type.Enum([...EXPORT_FORMATS], {
        description: `the format of the tables: ${EXPORT_FORMATS.join(', ')}; default: parquet`,
      }),
    ),
  },
  closed,
);

export const EXPORT_MANIFEST_FILE = 'manifest.json';
export const EXPORT_SPEC_FILE = 'spec.json';
/** Arrow's IPC streams have the extension that Arrow itself recommends. */
export const EXPORT_EXTENSIONS = { parquet: 'parquet', arrow: 'arrows', csv: 'csv' } as const;

const Instant = Type.String({
  pattern: String.raw`^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$`,
  description: 'a time in UTC, as ISO 8601',
});
const Count = Type.Integer({ minimum: 0 });

const ExportedFile = Type.Object(
  {
    path: Type.String({
      pattern: String.raw`^[a-z]+\.(json|parquet|arrows|csv)$`,
      description: 'its name in the folder',
    }),
    bytes: Count,
    sha256: Type.String({ pattern: '^[0-9a-f]{64}$', description: 'the SHA-256 of its bytes' }),
    table: Type.Optional(Type.Enum([...EXPORT_TABLE_NAMES], { description: 'which table it has' })),
    rows: Type.Optional(Count),
    columns: Type.Optional(
      Type.Array(
        Type.Object(
          { name: Type.String(), type: Type.String({ description: 'as PostgreSQL writes it' }) },
          closed,
        ),
      ),
    ),
  },
  closed,
);
export type ExportedFile = Static<typeof ExportedFile>;

/** What `manifest.json` of an export says. It is written last, so an export that has one is complete. */
export const ExportManifest = Type.Object(
  {
    exportVersion: Count,
    rote: Type.String({ description: 'the version of Rote that wrote it' }),
    format: Type.Enum([...EXPORT_FORMATS]),
    takenAt: Instant,
    sweep: Type.Object({ id: SweepId, name: Type.String(), createdAt: Instant }, closed),
    engines: Type.Array(
      Type.Object(
        {
          name: Type.String(),
          version: Type.String(),
          device: Type.String(),
          deviceName: Type.String(),
          attempts: Count,
        },
        closed,
      ),
      { description: 'what trained its cells, and in how many attempts' },
    ),
    files: Type.Array(ExportedFile, { description: 'every other file' }),
  },
  closed,
);
export type ExportManifest = Static<typeof ExportManifest>;
