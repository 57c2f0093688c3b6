export function restartOnBuild(options: {
  readonly folders: readonly string[];
  readonly build: readonly [string, ...string[]];
  readonly program: readonly [string, ...string[]];
  readonly cwd: string;
}): { readonly stop: () => Promise<void> };
