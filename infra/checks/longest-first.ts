import type { TestSpecification } from 'vitest/node';
import { BaseSequencer } from 'vitest/node';

/**
 * Tests that take minutes, where most take seconds, the longest first: they compare engines, start whole stacks, or run
 * on SwiftShader. Started late, one of them would run by itself at the end.
 */
const LONG = [
  /\/conformance\/(?!tfjs)/,
  /\/stack\.e2e\.test\.ts$/,
  /\/infra\/checks\/(docs|imports)\.test\.ts$/,
  /webgpu[^/]*\.test\.ts$/,
  /\.e2e\.test\.ts$|\/worker\.test\.ts$/,
  /\/apps\/trainer\//,
  /\/learning\/test\/(probes|networks)\.test\.ts$/,
] as const;

const rankOf = ({ moduleId }: TestSpecification): number => {
  const rank = LONG.findIndex((pattern) => pattern.test(moduleId));
  return rank === -1 ? LONG.length : rank;
};

/** Starts the longest test files first, then the others in Vitest's order. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rankOf(a) - rankOf(b));
  }
}
