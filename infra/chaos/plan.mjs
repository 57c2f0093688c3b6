const BACKENDS = ['redis', 'postgres'];

/**
 * Which runs there are, fault by fault. The seed of a run, with its fault and backend, is all that its schedule depends
 * on, so that `--fault F --backend B --seed S --runs 1` repeats it.
 */
export function planRuns({ faults, runs, seed, backend }) {
  return faults.flatMap((fault) => {
    const { backends = BACKENDS } = fault;
    const usable = backends.filter((one) => backend === 'both' || one === backend);
    if (usable.length === 0) return [];
    return Array.from({ length: runs }, (_, index) => ({
      fault,
      backend: usable[index % usable.length],
      run: index + 1,
      seed: seed + index,
    }));
  });
}
