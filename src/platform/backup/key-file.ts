import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config.ts';

/** The file of the keys as it is, for a backup that takes them along; null where the keys come from the environment. */
export function keyFile(config: Pick<Config, 'dataDir' | 'secretKeys'>): Uint8Array | null {
  const path = join(config.dataDir, 'secrets.json');
  return config.secretKeys === null && existsSync(path) ? readFileSync(path) : null;
}
