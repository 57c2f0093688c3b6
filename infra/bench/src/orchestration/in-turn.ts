import { join } from 'node:path';
import { makeTempDir } from '@rote/testkit/system';

export interface Trees {
  /** Built clones. */
  readonly trees: readonly string[];
  readonly runs: number;
}

interface Measurement<Opened extends { stop(): Promise<void> }, Sample> {
  /** Starts what is measured in a tree, with its files in an empty folder. */
  readonly open: (tree: string, dir: string) => Promise<Opened>;
  /** @param run counted from 1; 0 is a warm-up, which counts for nothing */
  readonly measure: (opened: Opened, run: number) => Promise<Sample>;
}

/** What was measured in a tree, by run. */
export interface TreeSamples<Sample> {
  readonly tree: string;
  readonly samples: readonly Sample[];
}

/** Measures trees in turn in each run, all of them started before the first. */
export async function measureInTurn<Opened extends { stop(): Promise<void> }, Sample>(
  what: string,
  { trees, runs }: Trees,
  { open, measure }: Measurement<Opened, Sample>,
): Promise<readonly TreeSamples<Sample>[]> {
  const dir = await makeTempDir();
  const stacks: { readonly tree: string; readonly opened: Opened; readonly samples: Sample[] }[] = [];
  try {
    for (const [index, tree] of trees.entries())
      stacks.push({ tree, opened: await open(tree, join(dir.path, String(index))), samples: [] });
    // Warms up what the first cells of a process pay for: code, connections, plans.
    for (const { opened } of stacks) await measure(opened, 0);
    for (let run = 1; run <= runs; run++) {
      for (const { opened, samples } of stacks) samples.push(await measure(opened, run));
      console.error(`${what}: run ${String(run)} of ${String(runs)} is done`);
    }
    return stacks;
  } finally {
    for (const { opened } of stacks) await opened.stop();
    await dir.remove();
  }
}
