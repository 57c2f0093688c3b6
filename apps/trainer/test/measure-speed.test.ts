import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const MAIN = fileURLToPath(new URL('../dist/measure-speed.js', import.meta.url));
const measure = (...args: readonly string[]) =>
  promisify(execFile)(process.execPath, [MAIN, '--engine', 'wasm', '--seconds', '0', ...args]);

describe('measure-speed', () => {
  it('prints a line of JSON for each model', async () => {
    const { stdout } = await measure('--model', 'mlp-1x8', '--model', 'mlp-2x4', '--images', '64');
    const speeds = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, number>);
    expect(speeds).toMatchObject([{ model: 'mlp-1x8' }, { model: 'mlp-2x4' }]);
    for (const speed of speeds) {
      expect(speed).toMatchObject({ engine: 'wasm', device: 'cpu', measuredEpochs: 3, trainImages: 64 });
      expect(speed['min']).toBeLessThanOrEqual(speed['imagesPerSecond']!);
      expect(speed['max']).toBeGreaterThanOrEqual(speed['imagesPerSecond']!);
      expect(speed['epochImagesPerSecond']).toBeLessThan(speed['max']!);
    }
  });

  it('sizes an epoch itself', async () => {
    const { stdout } = await measure('--model', 'mlp-1x8');
    expect((JSON.parse(stdout) as { trainImages: number }).trainImages % 128).toBe(0);
  });

  it('rejects an unknown model or engine with a list of known ones', async () => {
    await expect(measure('--model', 'resnet')).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringContaining('inception-small') as unknown,
    });
    await expect(measure('--engine', 'abacus')).rejects.toMatchObject({
      stderr: expect.stringContaining('tfjs-node') as unknown,
    });
  });
});
