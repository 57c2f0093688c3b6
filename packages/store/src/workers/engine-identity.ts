import type { EngineIdentity } from '@rote/domain';

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
