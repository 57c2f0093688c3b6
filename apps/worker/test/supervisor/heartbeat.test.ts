import { expect, test } from 'vitest';
import { startHeartbeat } from '../../src/supervisor/heartbeat.js';

test('a worker that is no longer known registers again, and an error ends nothing', async () => {
  const answers = [
    () => Promise.resolve(true),
    () => Promise.reject(new Error('away')),
    () => Promise.resolve(false),
  ];
  const heard: string[] = [];
  await new Promise<void>((resolve) => {
    const heartbeat = startHeartbeat({
      intervalMs: 1,
      beat: () => {
        heard.push('beat');
        return (answers.shift() ?? (() => Promise.resolve(true)))();
      },
      register: () => {
        heard.push('register');
        void heartbeat.close().then(resolve);
        return Promise.resolve();
      },
      onError: (error) => heard.push(String(error)),
    });
  });
  expect(heard).toEqual(['beat', 'beat', 'Error: away', 'beat', 'register']);
});
