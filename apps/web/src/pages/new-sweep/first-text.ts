import { stringifyYaml } from '@rote/contracts/yaml';
import type { ApiClient, Preset } from '@rote/client';
import { queryOptions } from '@tanstack/react-query';
import type { NewSweepSearch } from './new-sweep-search.js';

const EXAMPLE = `# Every combination of the values in "grid" is a cell. Ctrl-Space shows what may stand here.
name: my sweep
dataset: { name: cifar10, train: 1000, test: 1000 }
grid:
  architecture: [mlp-1x512]
  corruption: [none, random-labels]
  seed: [1, 2, 3]
training:
  epochs: 20
`;

/** Returns a sweep file that uses a preset. */
function textOfPreset({ name, part, title }: Preset): string {
  const head = `# ${title}\nname: ${name}\n`;
  if (part === 'sweep') return `${head}preset: ${name}\n`;
  const dataset = 'dataset: cifar10\n';
  if (part === 'grid')
    return `${head}${dataset}grid:\n  preset: ${name}\n  architecture: [mlp-1x512]\n  seed: [1]\n`;
  return `${head}${dataset}grid:\n  architecture: [mlp-1x512]\n  corruption: [none]\n  seed: [1]\ntraining:\n  preset: ${name}\n`;
}

/** A program submits JSON; a person edits YAML. */
function readable(source: string): string {
  if (!source.trimStart().startsWith('{')) return source;
  try {
    return stringifyYaml(JSON.parse(source) as object);
  } catch {
    return source;
  }
}

/** The text that a new sweep begins with. */
// eslint-disable-next-line @typescript-eslint/explicit-module-boundary-types -- the library infers it
export const firstTextQuery = (api: ApiClient, { from, preset }: NewSweepSearch) =>
  queryOptions({
    queryKey: ['new-sweep', from ?? null, preset ?? null],
    queryFn: async () => {
      if (from !== undefined) return readable(new TextDecoder().decode(await api.getSource(from)));
      if (preset === undefined) return EXAMPLE;
      const { items } = await api.listPresets();
      const named = items.find(({ name }) => name === preset);
      return named === undefined ? EXAMPLE : textOfPreset(named);
    },
    staleTime: Infinity,
    refetchInterval: false,
  });
