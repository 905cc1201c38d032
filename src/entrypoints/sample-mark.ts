import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '#platform/config';
import { StartTrouble } from '#platform/start-trouble';

/** The file that says a data folder holds the sample city. */
export const markPath = (dataDir: string): string => join(dataDir, 'kota-contoh.txt');

/** How a sentence calls what is opened. */
export function placeOf(config: Pick<Config, 'dataDir' | 'databaseUrl'>, locale: 'id' | 'en'): string {
  if (config.databaseUrl) return locale === 'id' ? 'Basis data ini' : 'This database';
  return locale === 'id' ? `Folder data ${config.dataDir}` : `The data folder ${config.dataDir}`;
}

/** Says that a network of people does not open on the sample city. */
export function refuseSample(config: Pick<Config, 'dataDir' | 'databaseUrl'>): never {
  throw new StartTrouble(
    `${placeOf(config, 'id')} berisi kota contoh dari "npm run demo", yang kata sandinya diketahui semua orang. Pindahkan (misalnya ke var/demo), atau pilih tempat lain dengan DATA_DIR. / ` +
      `${placeOf(config, 'en')} holds the sample city of "npm run demo", whose passwords everybody knows: move it away (to var/demo, say), or set DATA_DIR to another folder.`,
  );
}

/** The same before the database is started, where the folder says so. */
export function refuseMarkedFolder(config: Pick<Config, 'dataDir' | 'databaseUrl'>, demo: boolean): void {
  if (!demo && !config.databaseUrl && existsSync(markPath(config.dataDir))) refuseSample(config);
}
