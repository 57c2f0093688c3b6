import { RoteError } from '@rote/domain/errors';

export interface NamedSweep {
  readonly id: string;
  readonly name: string;
  readonly createdAt?: string;
  readonly archivedAt?: string | null;
}

/** How a person refers to a sweep on the command line. */
export const SWEEP_ARGUMENT = 'a sweep id, the beginning of one, its name, or "latest"';

const WHOLE_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const ID_PREFIX = /^[0-9a-f][0-9a-f-]*$/;
const MAX_LISTED = 10;

/** Returns the error for a sweep not found, with a list of what might have been meant. */
function ambiguous(reference: string, what: string, found: readonly NamedSweep[]): RoteError {
  const list = found.slice(0, MAX_LISTED).map(({ id, name }) => `\n  ${id}  ${name}`);
  const more = found.length > MAX_LISTED ? `\n  and ${String(found.length - MAX_LISTED)} more` : '';
  return new RoteError('sweep-not-found', `${reference} is ${what}:${list.join('')}${more}`);
}

/**
 * Finds the id of the sweep that a person named: by id, by its name (the newest with that name), by the beginning of an
 * id, or as `latest`, which is never an archived one.
 *
 * @param sweeps all sweeps, newest first; read only as far as needed
 * @throws RoteError `sweep-not-found` if no sweep matches, or the beginning of an id fits more than one
 */
export async function resolveSweep(reference: string, sweeps: AsyncIterable<NamedSweep>): Promise<string> {
  const wanted = reference.toLowerCase();
  if (WHOLE_ID.test(wanted)) return wanted;
  if (wanted === 'latest') {
    for await (const { id, archivedAt } of sweeps) if ((archivedAt ?? null) === null) return id;
    throw new RoteError('sweep-not-found', 'There is no sweep yet. Submit one with "npx rote submit FILE".');
  }

  const byId: NamedSweep[] = [];
  const named: NamedSweep[] = [];
  const alike: NamedSweep[] = [];
  for await (const sweep of sweeps) {
    // Names repeat when a file is submitted again; the newest is meant.
    if (sweep.name === reference) named.push(sweep);
    else if (sweep.name.toLowerCase().startsWith(wanted)) alike.push(sweep);
    if (ID_PREFIX.test(wanted) && sweep.id.startsWith(wanted)) byId.push(sweep);
    if (named.length > 0 && !ID_PREFIX.test(wanted)) break;
  }
  const [newest] = named;
  const [first, ...others] = byId;
  if (newest !== undefined && byId.some(({ id }) => id !== newest.id))
    throw ambiguous(reference, 'a name and the beginning of other sweep ids', [newest, ...byId]);
  if (newest !== undefined) return newest.id;
  if (first !== undefined && others.length > 0)
    throw ambiguous(reference, 'the beginning of several sweep ids', byId);
  if (first !== undefined) return first.id;
  const hint =
    alike.length === 0
      ? '"npx rote status" lists them.'
      : `Names that begin like this:${alike
          .slice(0, MAX_LISTED)
          .map(({ id, name }) => `\n  ${id}  ${name}`)
          .join('')}`;
  throw new RoteError(
    'sweep-not-found',
    `No sweep has the name "${reference}" or an id that begins with it. ${hint}`,
  );
}
