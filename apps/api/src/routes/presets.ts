import { PresetList } from '@rote/contracts';
import { PRESETS } from '@rote/domain';
import type { App } from '../app-types.js';
import { openResponses } from './problem-responses.js';

export function addPresetRoute(app: App): void {
  app.get(
    '/v1/presets',
    {
      schema: {
        operationId: 'listPresets',
        tags: ['sweeps'],
        summary: 'The presets that a sweep file may name',
        description:
          'Experiments, axes and ways of training of the paper. Cells are the same whether a file names a preset or has its values.',
        response: { 200: PresetList, ...openResponses('too-many-requests') },
      },
    },
    () => ({ items: PRESETS.map((preset) => ({ ...preset })) }),
  );
}
