/** Longer work without a pause would be felt. */
const STEP_MS = 30;

/** Does all steps at once. */
export function takeSteps<Result>(steps: Generator<undefined, Result>): Result {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** Does the steps, and lets the page do something else every few of them. */
export async function takeStepsCalmly<Result>(steps: Generator<undefined, Result>): Promise<Result> {
  let start = performance.now();
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
    if (performance.now() - start < STEP_MS) continue;
    await new Promise((resolve) => setTimeout(resolve));
    start = performance.now();
  }
}
