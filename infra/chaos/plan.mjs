const BACKENDS = ['redis', 'postgres'];

/**
 * Which runs there are: each fault's first, then each one's second and so on, so that faults that wait and faults that
 * work are under way together. The seed of a run, with its fault and backend, is all that its schedule depends on, so that
 * `--fault F --backend B --seed S --runs 1` repeats it.
 */
export function planRuns({ faults, runs, seed, backend }) {
  return Array.from({ length: runs }, (_, index) =>
    faults.flatMap((fault) => {
      const { backends = BACKENDS } = fault;
      const usable = backends.filter((one) => backend === 'both' || one === backend);
      if (usable.length === 0) return [];
      return [{ fault, backend: usable[index % usable.length], run: index + 1, seed: seed + index }];
    }),
  ).flat();
}
