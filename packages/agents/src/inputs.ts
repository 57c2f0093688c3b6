import { parseYaml, requireFiniteNumbers } from '@rote/contracts';
import { RoteError } from '@rote/domain';
import { Type } from 'typebox';
import { type ApiClient, resolveSweep, SWEEP_ARGUMENT } from '@rote/client';

export const closed = { additionalProperties: false } as const;
export const Nothing = Type.Object({}, closed);

const Sweep = Type.String({ minLength: 1, default: 'latest', description: SWEEP_ARGUMENT });
export const SweepInput = Type.Object({ sweep: Type.Optional(Sweep) }, closed);
export const sweepFields = SweepInput.properties;

/** Finds the sweep that an agent named; the latest if it named none. */
export const sweepId = (api: ApiClient, { sweep = 'latest' }: { readonly sweep?: string }): Promise<string> =>
  resolveSweep(sweep, api.listSweeps());

export const specFields = {
  spec: Type.String({
    minLength: 1,
    description: 'a sweep file, YAML or JSON; the tool sweep_schema says what it can have',
  }),
};

/** @throws RoteError `spec-invalid` if there is nothing; `request-invalid` with every syntax error and its place */
export function readSpecText(text: string): unknown {
  const spec = parseYaml(text, 'the spec');
  if (spec === undefined) throw new RoteError('spec-invalid', 'the spec is empty');
  requireFiniteNumbers(spec, 'the spec');
  return spec;
}
