import type { Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ProgramPhoto as PhotoTable } from '#platform/database/db-types';
import type { ProgramPhoto } from '../client.ts';

/** A photograph with its place in the storage. */
export type PhotoRow = ProgramPhoto & { fileKey: string };

const photos = (db: Db | Tx) =>
  db
    .selectFrom('programPhoto')
    .select([
      'id',
      'programId',
      'position',
      'caption',
      'width',
      'height',
      'sizeBytes',
      'addedAt',
      'agreedBy',
      'fileKey',
    ]);

/** In the order of the report. */
export const selectPhotos = async (db: Db | Tx, programId: number): Promise<PhotoRow[]> =>
  photos(db).where('programId', '=', programId).orderBy('position').execute();

export const selectPhoto = async (
  db: Db | Tx,
  { programId, id }: { programId: number; id: number },
): Promise<PhotoRow | undefined> =>
  photos(db).where('programId', '=', programId).where('id', '=', id).executeTakeFirst();

export async function insertPhoto(trx: Tx, values: Insertable<PhotoTable>): Promise<number> {
  return (await trx.insertInto('programPhoto').values(values).returning('id').executeTakeFirstOrThrow()).id;
}

export async function updateCaption(trx: Tx, id: number, caption: string): Promise<void> {
  await trx.updateTable('programPhoto').set({ caption }).where('id', '=', id).execute();
}

/** Numbers the photographs of a programme anew. @param ids all of them, in their new order */
export async function renumberPhotos(trx: Tx, ids: readonly number[]): Promise<void> {
  for (const [at, id] of ids.entries()) {
    await trx
      .updateTable('programPhoto')
      .set({ position: at + 1 })
      .where('id', '=', id)
      .execute();
  }
}

export async function deletePhoto(trx: Tx, id: number): Promise<void> {
  await trx.deleteFrom('programPhoto').where('id', '=', id).execute();
}

/** Holds a programme until the transaction ends: its photographs are counted and ordered by one after the other. */
export async function holdProgram(trx: Tx, programId: number): Promise<void> {
  await trx.selectFrom('program').select('id').where('id', '=', programId).forNoKeyUpdate().execute();
}
