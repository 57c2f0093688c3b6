import type { Reporter, TestModule } from 'vitest/node';

/**
 * Ends a test run with one plain line, `N passed, N failed`, and with `, N skipped` and each skip's reason above it
 * where tests were skipped. A test file that does not load counts as one failed test.
 */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandledErrors: readonly unknown[]): void {
    const cases = modules.flatMap((module) => [...module.children.allTests()]);
    const skipped = cases.filter((test) => test.result().state === 'skipped');
    const passed = cases.filter((test) => test.result().state === 'passed').length;
    const broken = modules.filter((module) => module.errors().length > 0).length + unhandledErrors.length;
    const failed = cases.length - skipped.length - passed + broken;
    for (const test of skipped) {
      const result = test.result();
      const reason =
        result.state === 'skipped' && result.note !== undefined ? result.note : 'no reason given';
      console.log(`skipped: ${test.module.relativeModuleId} > ${test.fullName}: ${reason}`);
    }
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    console.log(`${passed} passed, ${failed} failed${tail}`);
  }
}
