import { parentPort } from 'node:worker_threads';
import { describeError, FIGURE_NAMES } from '@rote/domain';
import { listFigures, renderFigure, renderReport } from '@rote/figures';
import type { Numbered } from '../answering-thread.js';
import type { DrawAnswer, DrawTask } from './drawing-thread.js';
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

async function answer(task: DrawTask): Promise<DrawAnswer> {
  try {
    return { value: await draw(task) };
  } catch (error) {
    return { fault: describeError(error) };
  }
}

parentPort?.on('message', ({ id, content }: Numbered<DrawTask>) => {
  void answer(content).then((drawn) => {
    parentPort?.postMessage({ id, content: drawn } satisfies Numbered<DrawAnswer>);
  });
});
