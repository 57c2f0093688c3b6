// Sets up the native engine in an image of a worker: install-engine.mjs [--cuda]. If that fails, so does the build:
// otherwise the image would train with wasm, which is slower, and only a log would show it.
import { installNativeEngine } from '@rote/engines';

const { engine, version, notes } = await installNativeEngine({
  cacheDir: '.rote/engines',
  onProgress: (line) => console.log(line),
  cuda: process.argv.includes('--cuda'),
});
if (engine === undefined) {
  console.error(['The native engine cannot be set up:', ...notes].join('\n  '));
  process.exit(1);
}
console.log(`Engine: ${engine} (${version})`);
