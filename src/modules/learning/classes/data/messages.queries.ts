import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ClassMessage } from '#platform/database/db-types';

/** What a teacher said to a class, or to one of its pupils. */
export interface MessageRow {
  id: number;
  classId: number;
  /** To whom alone; null: to all. */
  pupilId: number | null;
  pupil: string | null;
  words: string;
  at: Date;
  byId: number | null;
  byName: string;
  changedAt: Date | null;
  version: number;
}

const messages = (db: Db | Tx) =>
  db
    .selectFrom('classMessage')
    .leftJoin('classPupil', 'classPupil.id', 'classMessage.pupilId')
    .select([
      ...(['classMessage.id', 'classMessage.classId', 'classMessage.pupilId', 'classPupil.name as pupil'] as const),
      ...(['classMessage.words', 'classMessage.at', 'classMessage.byId', 'classMessage.byName'] as const),
      ...(['classMessage.changedAt', 'classMessage.version'] as const),
    ]);

/** What was said in a class, the newest first. */
export const selectMessages = async (db: Db | Tx, classId: number): Promise<MessageRow[]> =>
  messages(db).where('classMessage.classId', '=', classId).orderBy('classMessage.id', 'desc').execute();

export const findMessage = async (db: Db | Tx, id: number): Promise<MessageRow | undefined> =>
  messages(db).where('classMessage.id', '=', id).executeTakeFirst();

export const countMessages = async (db: Db | Tx, classId: number): Promise<number> =>
  (
    await db
      .selectFrom('classMessage')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('classId', '=', classId)
      .executeTakeFirstOrThrow()
  ).count;

export const insertMessage = async (trx: Tx, row: Insertable<ClassMessage>): Promise<number> =>
  (await trx.insertInto('classMessage').values(row).returning('id').executeTakeFirstOrThrow()).id;

/** Gives a message other words: it is new again to everybody who read it. */
export const rewordMessage = async (trx: Tx, id: number, { words, at }: { words: string; at: Date }): Promise<void> => {
  await trx
    .updateTable('classMessage')
    .set({ words, changedAt: at, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();
  await trx.deleteFrom('classMessageSeen').where('messageId', '=', id).execute();
};

export const deleteMessage = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('classMessage').where('id', '=', id).execute();
};

/** What one pupil is told. */
export interface ToldRow {
  id: number;
  words: string;
  at: Date;
  byName: string;
  isOwn: boolean;
  isNew: boolean;
  version: number;
}

/** What a pupil is told, with all of the class or alone, the newest first. */
export const selectTold = async (
  db: Db | Tx,
  { classId, pupilId, limit }: { classId: number; pupilId: number; limit: number },
): Promise<ToldRow[]> =>
  db
    .selectFrom('classMessage')
    .select([
      ...(['id', 'words', 'at', 'byName', 'version'] as const),
      sql<boolean>`pupil_id is not null`.as('isOwn'),
      sql<boolean>`not exists (select from class_message_seen s where s.message_id = class_message.id and s.pupil_id = ${pupilId})`.as(
        'isNew',
      ),
    ])
    .where('classId', '=', classId)
    .where((eb) => eb.or([eb('pupilId', 'is', null), eb('pupilId', '=', pupilId)]))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** Notes that a pupil read these, in the wording that they were shown; what is not theirs is passed over. */
export const markSeen = async (
  trx: Tx,
  { classId, pupilId, read }: { classId: number; pupilId: number; read: readonly { id: number; version: number }[] },
): Promise<void> => {
  const shown = JSON.stringify(read);
  await sql`insert into class_message_seen (message_id, pupil_id)
    select m.id, p.id from class_message m
      join jsonb_to_recordset(${shown}::jsonb) as r (id bigint, version integer) on r.id = m.id and r.version = m.version
      join class_pupil p on p.id = ${pupilId}
    where m.class_id = ${classId} and (m.pupil_id is null or m.pupil_id = p.id)
    for key share of m, p
    on conflict do nothing`.execute(trx);
};
