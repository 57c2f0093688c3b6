// Compiles the AssemblyScript in this folder to src/wasm/generated/module.ts (npm run build:kernels). Run it after each
// change. With --check, its exit code only reports whether that file is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import asc from 'assemblyscript/asc';

const target = new URL('../src/wasm/generated/module.ts', import.meta.url);

async function compile() {
  let module;
  const { error, stderr } = await asc.main(
    [
      'index.ts',
      '--baseDir',
      import.meta.dirname,
      '--outFile',
      'module.wasm',
      '--importMemory',
      '--noExportMemory',
      '--runtime',
      'stub',
      '--enable',
      'simd',
      '--optimizeLevel',
      '3',
      '--noAssert',
      '--use',
      'abort=',
    ],
    { writeFile: (_name, contents) => (module = contents) },
  );
  if (error) throw new Error(`the kernels do not compile:\n${stderr}`, { cause: error });
  return module;
}

const base64 = Buffer.from(await compile()).toString('base64');
const source = `/** The module of packages/kernels/assembly, compiled: npm run build:kernels. */\nexport const MODULE_BASE64 =\n  '${base64}';\n`;
if (!process.argv.includes('--check')) writeFileSync(target, source);
else if (readFileSync(target, 'utf8') !== source) {
  console.error('packages/kernels/src/wasm/generated/module.ts is not up to date: npm run build:kernels');
  process.exitCode = 1;
}
