import { RoteError } from '@rote/domain';

export interface NamedSweep {
  readonly id: string;
  readonly name: string;
}

/** How a person names a sweep on the command line. */
export const SWEEP_ARGUMENT = 'a sweep id, the beginning of one, or "latest"';

const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID_PREFIX = /^[0-9a-f][0-9a-f-]*$/;

/**
 * The id of the sweep that a person named: by id, by the beginning of one, or as `latest`.
 *
 * @param sweeps all sweeps, newest first; read only as far as needed
 * @throws RoteError `sweep-not-found` where there is none or more than one
 */
export async function resolveSweep(reference: string, sweeps: AsyncIterable<NamedSweep>): Promise<string> {
  const wanted = reference.toLowerCase();
  if (WHOLE_ID.test(wanted)) return wanted;
  if (wanted === 'latest') {
    for await (const { id } of sweeps) return id;
    throw new RoteError('sweep-not-found', 'There is no sweep yet. Submit one with "rote submit FILE".');
  }
  if (!ID_PREFIX.test(wanted))
    throw new RoteError('sweep-not-found', `"${reference}" names no sweep: give ${SWEEP_ARGUMENT}.`);

  const found: NamedSweep[] = [];
  for await (const sweep of sweeps) if (sweep.id.startsWith(wanted)) found.push(sweep);
  const [only, ...others] = found;
  if (only === undefined)
    throw new RoteError('sweep-not-found', `No sweep's id begins with ${wanted}. "rote status" lists them.`);
  if (others.length > 0) {
    const list = found.map(({ id, name }) => `  ${id}  ${name}`).join('\n');
    throw new RoteError('sweep-not-found', `${wanted} is the beginning of several sweep ids:\n${list}`);
  }
  return only.id;
}
