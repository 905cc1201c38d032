import { sql, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { TestItem } from '#platform/database/db-types';
import type { Question } from '../client.ts';

/** An item in its last version. */
export interface ItemRow {
  id: number;
  courseId: number;
  position: number;
  retiredAt: Date | null;
  version: number;
  versionId: number;
  number: number;
  body: Question;
  competenceId: number;
}

const items = (db: Db | Tx) =>
  db
    .selectFrom('testItem')
    .innerJoin('testItemVersion', 'testItemVersion.itemId', 'testItem.id')
    .select([
      'testItem.id',
      'testItem.courseId',
      'testItem.position',
      'testItem.retiredAt',
      'testItem.version',
      'testItemVersion.id as versionId',
      'testItemVersion.number',
      'testItemVersion.competenceId',
      sql<Question>`test_item_version.body`.as('body'),
    ])
    .where('testItemVersion.number', '=', (eb) =>
      eb
        .selectFrom('testItemVersion as last')
        .select((last) => last.fn.max('last.number').as('number'))
        .whereRef('last.itemId', '=', 'testItem.id'),
    );

/** Items of a test in their order, also those that nobody gets any more. */
export const selectItems = async (db: Db | Tx, courseId: number): Promise<ItemRow[]> =>
  items(db).where('testItem.courseId', '=', courseId).orderBy('testItem.position').orderBy('testItem.id').execute();

export const findItem = async (db: Db | Tx, id: number): Promise<ItemRow | undefined> =>
  items(db).where('testItem.id', '=', id).executeTakeFirst();

export const insertItem = async (
  trx: Tx,
  row: { courseId: number; position: number; retiredAt: Date | null },
): Promise<number> => (await trx.insertInto('testItem').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateItem = async (trx: Tx, id: number, changes: Updateable<TestItem>): Promise<void> => {
  await trx
    .updateTable('testItem')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
};

/** What an item asks in a version. */
export interface VersionBody {
  body: Question;
  competenceId: number;
  writtenAt: Date;
  writtenBy: string;
}

export const insertVersion = async (
  trx: Tx,
  { body, ...row }: VersionBody & { itemId: number; number: number },
): Promise<void> => {
  await trx
    .insertInto('testItemVersion')
    .values({ ...row, body: JSON.stringify(body) })
    .execute();
};

export const updateVersion = async (trx: Tx, id: number, { body, ...row }: VersionBody): Promise<void> => {
  await trx
    .updateTable('testItemVersion')
    .set({ ...row, body: JSON.stringify(body) })
    .where('id', '=', id)
    .execute();
};

/** Whether somebody got an item in that version. */
export const wasGivenOut = async (trx: Tx, versionId: number): Promise<boolean> =>
  (await trx
    .selectFrom('testAnswer')
    .select('sittingId')
    .where('itemVersionId', '=', versionId)
    .limit(1)
    .executeTakeFirst()) !== undefined;

/** Versions of items that somebody got, by their ids. */
export const selectVersions = async (
  db: Db | Tx,
  courseId: number,
): Promise<
  {
    versionId: number;
    itemId: number;
    number: number;
    position: number;
    competenceId: number;
    prompt: { id: string; en: string };
  }[]
> =>
  db
    .selectFrom('testItemVersion')
    .innerJoin('testItem', 'testItem.id', 'testItemVersion.itemId')
    .select([
      'testItemVersion.id as versionId',
      'testItem.id as itemId',
      'testItemVersion.number',
      'testItem.position',
      'testItemVersion.competenceId',
      sql<{ id: string; en: string }>`test_item_version.body->'prompt'`.as('prompt'),
    ])
    .where('testItem.courseId', '=', courseId)
    .orderBy('testItem.position')
    .orderBy('testItem.id')
    .orderBy('testItemVersion.number')
    .execute();
