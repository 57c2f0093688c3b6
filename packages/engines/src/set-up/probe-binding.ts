import { runCommand } from '@rote/devices';

/** What a loaded binding reports about itself. */
export type BindingProbe =
  | { readonly loads: true; readonly tensorflow: string; readonly seesGpu: boolean }
  | { readonly loads: false; readonly reason: string };

const PROBE = `
  const binding = require(process.argv[1]);
  const isUsingGpu = binding.isUsingGpuDevice();
  process.stdout.write('\\n' + JSON.stringify({ tensorflow: binding.TF_Version, seesGpu: isUsingGpu }));
`;

/** Loads a binding in its own process: one that does not suit the machine may crash the process instead of throwing. */
export async function probeBinding(file: string, signal: AbortSignal): Promise<BindingProbe> {
  const result = await runCommand(process.execPath, ['--input-type=commonjs', '--eval', PROBE, file], {
    timeoutMs: 60_000,
    signal,
  });
  if (result.outcome === 'not-found') return { loads: false, reason: `${process.execPath} no longer exists` };
  if (result.outcome === 'failed') return { loads: false, reason: result.reason };
  const { tensorflow, seesGpu } = JSON.parse(result.stdout.slice(result.stdout.lastIndexOf('\n'))) as {
    tensorflow: string;
    seesGpu: boolean;
  };
  return { loads: true, tensorflow, seesGpu };
}
