import { parentPort } from 'node:worker_threads';
import { describeError, FIGURE_NAMES } from '@rote/domain';
import { listFigures, renderFigure, renderReport } from '@rote/figures';
import type { DrawAnswer, DrawRequest, DrawTask } from './drawing-thread.js';
import { renderPng } from './render-png.js';

async function draw(task: DrawTask): Promise<unknown> {
  switch (task.kind) {
    case 'report':
      return renderReport(task.report);
    case 'list':
      return listFigures(task.rows).filter(({ name }) => FIGURE_NAMES.includes(name));
    case 'svg':
      return renderFigure(task.name, task.rows);
    case 'png': {
      const svg = renderFigure(task.name, task.rows);
      return svg === undefined ? undefined : await renderPng(svg);
    }
  }
}

async function answer({ id, task }: DrawRequest): Promise<DrawAnswer> {
  try {
    return { id, value: await draw(task) };
  } catch (error) {
    return { id, fault: describeError(error) };
  }
}

parentPort?.on('message', (request: DrawRequest) => {
  void answer(request).then((message) => parentPort?.postMessage(message));
});
