import { describeError } from '@rote/domain';

/**
 * One thing that must work for the process to be ready. Resolves if it works, optionally with a detail worth showing;
 * rejects if it does not. The signal aborts at the check's timeout.
 */
export type HealthCheck = (signal: AbortSignal) => Promise<string | undefined>;

interface HealthReport {
  readonly ok: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail: string }[];
}

export interface Health {
  /** Adds a check under a new name. Returns a function that removes it. */
  add(name: string, check: HealthCheck, options?: { readonly timeoutMs?: number }): () => void;
  /** Runs all checks at the same time; never rejects, and takes no longer than the longest timeout. */
  check(): Promise<HealthReport>;
}

/** A registry of readiness checks, for `/readyz`. With no checks, the process is ready. */
export function createHealth({
  timeoutMs: defaultTimeoutMs = 2_000,
}: { readonly timeoutMs?: number } = {}): Health {
  const checks = new Map<string, { readonly check: HealthCheck; readonly timeoutMs: number }>();

  return {
    add(name, check, { timeoutMs = defaultTimeoutMs } = {}) {
      if (checks.has(name)) throw new Error(`There is already a health check named "${name}"`);
      checks.set(name, { check, timeoutMs });
      return () => checks.delete(name);
    },
    async check() {
      const results = await Promise.all(
        [...checks].map(async ([name, { check, timeoutMs }]) => ({
          name,
          ...(await runCheck(check, timeoutMs)),
        })),
      );
      return { ok: results.every(({ ok }) => ok), checks: results };
    },
  };
}

async function runCheck(check: HealthCheck, timeoutMs: number): Promise<{ ok: boolean; detail: string }> {
  const controller = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const timeUp = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      const error = new Error(`no answer within ${timeoutMs} ms`);
      controller.abort(error);
      reject(error);
    }, timeoutMs);
  });
  try {
    const detail = await Promise.race([check(controller.signal), timeUp]);
    return { ok: true, detail: detail ?? 'ok' };
  } catch (error) {
    return { ok: false, detail: describeError(error) };
  } finally {
    clearTimeout(timer);
  }
}
