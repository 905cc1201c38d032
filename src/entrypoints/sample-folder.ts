import { existsSync, writeFileSync } from 'node:fs';
import { kindOfNetwork } from '#modules/ground/identity';
import type { Config } from '#platform/config';
import type { Db } from '#platform/database/db';
import { StartTrouble } from '#platform/start-trouble';
import { markPath, placeOf, refuseSample } from './sample-mark.ts';

const WORDS =
  'Folder ini berisi kota contoh dari "npm run demo"; "npm start" tidak membukanya.\n' +
  'This folder holds the sample city of "npm run demo"; "npm start" does not open it.\n';

/**
 * The sample city and a real network never share a database or its folder: refuses one for the other. What was loaded before folders were
 * marked is known by what is in it, and marked then. Called with the database open and before anybody is let in.
 */
export async function keepSampleApart(db: Db, config: Config, demo: boolean): Promise<void> {
  const kind = await kindOfNetwork(db);
  const mark = (): void => {
    const path = markPath(config.dataDir);
    if (!config.databaseUrl && !existsSync(path)) writeFileSync(path, WORDS, { flush: true });
  };
  if (!demo && kind === 'sample') {
    mark();
    refuseSample(config);
  }
  if (demo && kind === 'real') {
    throw new StartTrouble(
      `${placeOf(config, 'id')} berisi jaringan yang sungguhan; kota contoh tidak dijalankan di sana. Pilih folder lain dengan DATA_DIR. / ` +
        `${placeOf(config, 'en')} holds a real network; the sample city does not run there: set DATA_DIR to another folder.`,
    );
  }
  // before it is loaded: a load that is cut off leaves a folder of the sample too
  if (demo) mark();
}
