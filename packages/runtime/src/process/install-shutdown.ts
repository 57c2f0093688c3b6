import { constants } from 'node:os';
import { RoteError } from '@rote/domain';
import type { Logger } from 'pino';
import { onParentGone } from './parent-gone.js';

type ShutdownReason = 'SIGINT' | 'SIGTERM' | 'parent-gone' | 'requested';

/** Runs one part of the shutdown under a name, to identify the part that hangs. */
export type ShutdownStep = (name: string, run: () => Promise<void> | void) => Promise<void>;

export interface ShutdownOptions {
  readonly logger: Logger;
  /** How long `onShutdown` may take before the process exits without it. */
  readonly graceMs: number;
  /** Closes everything, in order. Runs once. */
  readonly onShutdown: (reason: ShutdownReason, step: ShutdownStep) => Promise<void>;
}

export interface Shutdown {
  /** Aborts when the shutdown begins; the abort reason is a RoteError `aborted`. */
  readonly signal: AbortSignal;
  /** Begins the shutdown from within, as a signal would; `exitCode` is the exit code of a clean one (default 0). */
  request(exitCode?: number): void;
  /** Removes all handlers; a shutdown that has begun continues. */
  uninstall(): void;
}

/**
 * At a terminal, Ctrl-C reaches every process of the group, and npm forwards the signal to its child: two signals for
 * one key press. Only a signal that comes later than this is a second Ctrl-C.
 */
const SAME_KEY_PRESS_MS = 500;

/**
 * Shuts this process down in order. On SIGINT, SIGTERM, or when the parent that forked it is gone, `onShutdown` runs
 * once and the process exits: 0 if it succeeded, 1 if it failed or took longer than `graceMs` (the log says which steps
 * hung). A second Ctrl-C exits 130 immediately. An uncaught exception or unhandled rejection is logged as fatal and
 * exits 1 immediately, because the process may be in any state; its children end by their lifelines.
 */
export function installShutdown({ logger, graceMs, onShutdown }: ShutdownOptions): Shutdown {
  const controller = new AbortController();
  const running = new Set<string>();
  let beganAtMs: number | undefined;

  const step: ShutdownStep = async (name, run) => {
    running.add(name);
    // Not in a `finally`, because the log of a failed shutdown must name the step too.
    await run();
    running.delete(name);
  };

  const begin = (reason: ShutdownReason, exitCode = 0): void => {
    if (beganAtMs !== undefined) return;
    beganAtMs = performance.now();
    logger.info({ reason }, 'Shutting down');
    controller.abort(new RoteError('aborted', `Shutting down (${reason})`));
    setTimeout(() => {
      const hung = [...running];
      logger.error(
        { hung, resources: process.getActiveResourcesInfo() },
        `Shutdown did not finish within ${graceMs} ms: exiting without ${hung.join(', ') || 'it'}`,
      );
      process.exit(1);
    }, graceMs);
    void Promise.resolve()
      .then(() => onShutdown(reason, step))
      .then(
        () => {
          logger.info('Shut down');
          process.exit(exitCode);
        },
        (error: unknown) => {
          logger.error({ err: error, steps: [...running] }, 'Shutdown failed');
          process.exit(1);
        },
      );
  };

  const onSignal = (signal: 'SIGINT' | 'SIGTERM'): void => {
    if (beganAtMs === undefined) begin(signal);
    else if (signal === 'SIGINT' && performance.now() - beganAtMs > SAME_KEY_PRESS_MS) {
      logger.warn('Second Ctrl-C: exiting immediately');
      process.exit(128 + constants.signals.SIGINT);
    }
  };
  const onFatal = (error: unknown, origin: NodeJS.UncaughtExceptionOrigin): void => {
    logger.fatal({ err: error, origin }, 'Uncaught error: exiting');
    process.exit(1);
  };

  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  // Unhandled rejections arrive here too: Node raises them as uncaught exceptions.
  process.on('uncaughtException', onFatal);
  const forgetParent = onParentGone(() => {
    begin('parent-gone');
  });

  return {
    signal: controller.signal,
    request: (exitCode) => {
      begin('requested', exitCode);
    },
    uninstall() {
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
      process.off('uncaughtException', onFatal);
      forgetParent();
    },
  };
}
