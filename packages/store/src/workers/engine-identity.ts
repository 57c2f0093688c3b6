/** What an attempt trained on. */
export interface EngineIdentity {
  readonly name: string;
  readonly version: string;
  readonly device: 'gpu' | 'cpu';
  /** For example the name of the GPU. */
  readonly deviceName: string;
}

interface EngineColumns {
  readonly engine: string;
  readonly engineVersion: string;
  readonly device: string;
  readonly deviceName: string;
}

export const toEngineIdentity = (row: EngineColumns): EngineIdentity => ({
  name: row.engine,
  version: row.engineVersion,
  device: row.device as EngineIdentity['device'],
  deviceName: row.deviceName,
});
