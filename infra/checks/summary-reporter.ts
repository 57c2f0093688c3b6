import type { Reporter, TestCase, TestModule } from 'vitest/node';

/**
 * Ends a test run with one plain line, `N passed, N failed`. If tests were skipped, it adds `, N skipped`. Above stand a
 * line for each failed test, with the start of its error, and a line for each skipped one, with the reason. A test file
 * that does not load counts as one failed test.
 *
 * With ROTE_TEST_REQUIRE_REDIS=1, ROTE_TEST_REQUIRE_PGBOUNCER=1, ROTE_TEST_REQUIRE_WEBGPU=1,
 * ROTE_TEST_REQUIRE_PANDAS=1 and ROTE_TEST_REQUIRE_CHROMIUM=1, as in CI, a test that was skipped because Redis, PgBouncer, a
 * driver for WebGPU, Python's pandas, pyarrow, DuckDB or matplotlib, or Chromium is missing counts as failed.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const passed = cases.filter((test) => test.result().state === 'passed').length;
    const skips = cases
      .filter((test) => test.result().state === 'skipped')
      .map((test) => ({ test, reason: reasonOf(test) }));
    const required = ['redis', 'pgbouncer', 'webgpu', 'pandas', 'chromium'].filter(
      (what) => process.env[`ROTE_TEST_REQUIRE_${what.toUpperCase()}`] === '1',
    );
    const refused = skips.filter(({ reason }) => required.some((what) => reason.includes(what)));
    if (refused.length > 0) process.exitCode = 1;

    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const skipped = skips.length - refused.length;
    const failed = cases.length - passed - skipped + broken;
    for (const test of cases.filter((test) => test.result().state === 'failed')) {
      const [error] = test.result().errors ?? [];
      console.log(`failed: ${test.module.relativeModuleId} > ${test.fullName}: ${textOf(error)}`);
    }
    for (const module of modules)
      for (const error of module.errors())
        console.log(`failed: ${module.relativeModuleId}: ${textOf(error)}`);
    for (const { test, reason } of skips)
      console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${reason}`);
    console.log(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`);
  }
}

/** Returns the first line of an error's message, and of its cause's: "fetch failed" by itself says little. */
function textOf(error: { readonly message?: string; readonly cause?: unknown } = {}): string {
  const { message = 'no message', cause } = error;
  const [line = ''] = message.split('\n', 1);
  return cause !== null && typeof cause === 'object' ? `${line}: ${textOf(cause)}` : line;
}

/** A test that skips itself gives a reason; a skipped suite has it in its title: "(needs …)". */
function reasonOf(test: TestCase): string {
  const result = test.result();
  const note = result.state === 'skipped' ? result.note : undefined;
  return note ?? /\((needs .+)\)/.exec(test.fullName)?.[1] ?? 'no reason given';
}
