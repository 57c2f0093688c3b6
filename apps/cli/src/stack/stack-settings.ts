import { type Fault, InvalidInputError } from '@rote/domain';

type Env = Readonly<Record<string, string | undefined>>;

/** Stands in for the embedded database, which gets its address only when it starts. */
const EMBEDDED = 'postgresql://127.0.0.1/rote';

function faultsOf(read: () => unknown): readonly Fault[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof InvalidInputError) return error.faults;
    throw error;
  }
}

/** Finds everything wrong with the settings of a stack's programs, each variable once. */
async function findFaults(env: Env): Promise<readonly Fault[]> {
  const [{ readApiConfig }, { readWorkerConfig }] = await Promise.all([
    import('@rote/api/config'),
    import('@rote/worker/config'),
  ]);
  const given = env['DATABASE_URL']?.trim() ?? '';
  const whole = { ...env, DATABASE_URL: given === '' ? EMBEDDED : given };
  return [...faultsOf(() => readApiConfig(whole)), ...faultsOf(() => readWorkerConfig(whole))];
}

/**
 * Reads the settings of the API and of the worker as they will, to report faults before anything is started.
 *
 * @param known faults that were already found
 * @throws InvalidInputError `config-invalid` with every fault
 */
export async function checkStackSettings(env: Env, known: readonly Fault[] = []): Promise<void> {
  const faults = new Map(
    [...(await findFaults(env)), ...known].map((fault) => [fault.pointer, fault] as const),
  );
  if (faults.size > 0)
    throw new InvalidInputError('config-invalid', 'The environment variables are not valid', [
      ...faults.values(),
    ]);
}
