import { sql } from 'kysely';
import type { Db } from '../database/db.ts';

/** What a row of the queue holds in storage. */
export interface KeptFiles {
  id: string;
  keys: string[];
}

const keptFiles = (db: Db) =>
  db
    .selectFrom('heavyWork')
    .select(['id', 'fileKey', 'inputKey'])
    .where((eb) => eb.or([eb('fileKey', 'is not', null), eb('inputKey', 'is not', null)]));

/** Of what ended so many hours ago and still holds files. */
export async function selectEndedFiles(db: Db, hours: number): Promise<KeptFiles[]> {
  const ended = await keptFiles(db)
    .where('endedAt', '<', sql<Date>`now() - make_interval(hours => ${hours})`)
    .execute();
  return ended.map(({ id, fileKey, inputKey }) => ({ id, keys: [fileKey, inputKey].filter((key) => key !== null) }));
}

/** Called when they are gone. */
export async function forgetFiles(db: Db, id: string): Promise<void> {
  await db.updateTable('heavyWork').set({ fileKey: null, inputKey: null }).where('id', '=', id).execute();
}

/** Every file that belongs to a row. */
export async function selectFileKeys(db: Db): Promise<Set<string>> {
  const rows = await keptFiles(db).execute();
  return new Set(rows.flatMap(({ fileKey, inputKey }) => [fileKey, inputKey].filter((key) => key !== null)));
}

/** Takes away what ended so many days ago; what still holds a file stays, so that the file is found. */
export async function deleteEndedWork(db: Db, days: number): Promise<void> {
  await db
    .deleteFrom('heavyWork')
    .where('endedAt', '<', sql<Date>`now() - make_interval(days => ${days})`)
    .where('fileKey', 'is', null)
    .where('inputKey', 'is', null)
    .execute();
}
