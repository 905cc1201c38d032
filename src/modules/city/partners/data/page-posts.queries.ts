import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type {
  PartnerClaim as ClaimTable,
  PartnerFile as FileTable,
  PartnerMessage as MessageTable,
  PartnerNamed as NamedTable,
} from '#platform/database/db-types';
import type { PageClaim, PageFile, PageMessage, PageNamed } from '../rules/page-types.ts';
import type { ClaimState, FileState, NamedState } from '../rules/page-terms.ts';
import type { DutySide } from '../rules/terms.ts';

/** More than anybody reads of one page. */
const MOST_SHOWN = 500;

export const selectFiles = async (db: Db | Tx, linkId: number): Promise<PageFile[]> =>
  db
    .selectFrom('partnerFile')
    .select(['id', 'name', 'words', 'fileBytes', 'answer', 'sentAt', 'answeredAt', 'answeredBy', 'version'])
    .select(sql<FileState>`state`.as('state'))
    .where('linkId', '=', linkId)
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();

/** The latest that were written, in their order. */
export async function selectMessages(db: Db | Tx, linkId: number): Promise<PageMessage[]> {
  const found = await db
    .selectFrom('partnerMessage')
    .select(['id', 'text', 'writtenAt', 'writtenBy', 'seenAt', sql<DutySide>`side`.as('side')])
    .where('linkId', '=', linkId)
    .orderBy('id', 'desc')
    .limit(MOST_SHOWN)
    .execute();
  return found.toReversed();
}

/** Who was taken in is called as the register calls them. */
export const selectNamed = async (db: Db | Tx, linkId: number): Promise<PageNamed[]> =>
  db
    .selectFrom('partnerNamed')
    .leftJoin('partnerPerson', 'partnerPerson.id', 'partnerNamed.personId')
    .select([
      'partnerNamed.id',
      sql<string>`case when partner_named.state = 'accepted' then coalesce(partner_person.name, '') else partner_named.name end`.as(
        'name',
      ),
      'partnerNamed.role',
      'partnerNamed.phone',
      'partnerNamed.email',
      'partnerNamed.consentOn',
      'partnerNamed.personId',
      'partnerNamed.answer',
      'partnerNamed.sentAt',
      'partnerNamed.answeredAt',
      'partnerNamed.answeredBy',
      'partnerNamed.version',
      sql<NamedState>`partner_named.state`.as('state'),
    ])
    .where('linkId', '=', linkId)
    .orderBy('partnerNamed.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();

export const selectClaims = async (db: Db | Tx, linkId: number): Promise<PageClaim[]> =>
  db
    .selectFrom('partnerClaim')
    .innerJoin('agreementDuty', 'agreementDuty.id', 'partnerClaim.dutyId')
    .innerJoin('agreement', 'agreement.id', 'agreementDuty.agreementId')
    .select([
      'partnerClaim.id',
      'partnerClaim.dutyId',
      'agreementDuty.text as duty',
      'agreementDuty.doneOn',
      'agreement.title as agreement',
      'partnerClaim.words',
      'partnerClaim.answer',
      'partnerClaim.sentAt',
      'partnerClaim.answeredAt',
      'partnerClaim.answeredBy',
      'partnerClaim.version',
      sql<ClaimState>`partner_claim.state`.as('state'),
    ])
    .where('linkId', '=', linkId)
    .orderBy('partnerClaim.id', 'desc')
    .limit(MOST_SHOWN)
    .execute();

export const countWaitingFiles = async (trx: Tx, linkId: number): Promise<number> =>
  (
    await trx
      .selectFrom('partnerFile')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('linkId', '=', linkId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
  ).count;
export const countWaitingNamed = async (trx: Tx, linkId: number): Promise<number> =>
  (
    await trx
      .selectFrom('partnerNamed')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('linkId', '=', linkId)
      .where('state', '=', 'waiting')
      .executeTakeFirstOrThrow()
  ).count;
export const countWaitingMessages = async (trx: Tx, linkId: number): Promise<number> =>
  (
    await trx
      .selectFrom('partnerMessage')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('linkId', '=', linkId)
      .where('side', '=', 'theirs')
      .where('seenAt', 'is', null)
      .executeTakeFirstOrThrow()
  ).count;

export const insertFile = async (trx: Tx, row: Insertable<FileTable>): Promise<number> =>
  (await trx.insertInto('partnerFile').values(row).returning('id').executeTakeFirstOrThrow()).id;
export const findFile = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('partnerFile')
    .selectAll()
    .select(sql<FileState>`state`.as('state'))
    .where('id', '=', id)
    .executeTakeFirst();
export const updateFile = async (trx: Tx, id: number, changes: Updateable<FileTable>) =>
  trx
    .updateTable('partnerFile')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const insertMessage = async (trx: Tx, row: Insertable<MessageTable>): Promise<number> =>
  (await trx.insertInto('partnerMessage').values(row).returning('id').executeTakeFirstOrThrow()).id;
/** Nobody need look at what a partner wrote so far. @returns how many were unseen */
export async function markSeen(trx: Tx, linkId: number, now: Date): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('partnerMessage')
    .set({ seenAt: now })
    .where('linkId', '=', linkId)
    .where('side', '=', 'theirs')
    .where('seenAt', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(numUpdatedRows);
}

export const insertNamed = async (trx: Tx, row: Insertable<NamedTable>): Promise<number> =>
  (await trx.insertInto('partnerNamed').values(row).returning('id').executeTakeFirstOrThrow()).id;
export const findNamed = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('partnerNamed')
    .selectAll()
    .select(sql<NamedState>`state`.as('state'))
    .where('id', '=', id)
    .executeTakeFirst();
export const updateNamed = async (trx: Tx, id: number, changes: Updateable<NamedTable>) =>
  trx
    .updateTable('partnerNamed')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** @returns its id; null = one of the same obligation waits already */
export async function insertClaim(trx: Tx, row: Insertable<ClaimTable>): Promise<number | null> {
  const made = await trx
    .insertInto('partnerClaim')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}
export const findClaim = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('partnerClaim')
    .selectAll()
    .select(sql<ClaimState>`state`.as('state'))
    .where('id', '=', id)
    .executeTakeFirst();
export const updateClaim = async (trx: Tx, id: number, changes: Updateable<ClaimTable>) =>
  trx
    .updateTable('partnerClaim')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** What was written on pages, and may name those who stand for the partner. */
export async function selectPageTexts(trx: Tx, linkIds: readonly number[]) {
  return {
    files: await trx
      .selectFrom('partnerFile')
      .select(['id', 'name', 'words', 'answer'])
      .where('linkId', 'in', linkIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    messages: await trx
      .selectFrom('partnerMessage')
      .select(['id', 'text'])
      .where('linkId', 'in', linkIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    named: await trx
      .selectFrom('partnerNamed')
      .select(['id', 'name', 'role', 'phone', 'email', 'answer'])
      .where('linkId', 'in', linkIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
    claims: await trx
      .selectFrom('partnerClaim')
      .select(['id', 'words', 'answer'])
      .where('linkId', 'in', linkIds)
      .orderBy('id')
      .forUpdate()
      .execute(),
  };
}
export const rewriteMessage = async (trx: Tx, id: number, text: string) =>
  trx.updateTable('partnerMessage').set({ text }).where('id', '=', id).execute();

/** Files that pages keep. */
export const selectPageFileKeys = async (db: Db | Tx): Promise<ReadonlySet<string>> =>
  new Set(
    (await db.selectFrom('partnerFile').select('fileKey').where('fileKey', 'is not', null).execute()).flatMap(
      ({ fileKey }) => fileKey ?? [],
    ),
  );

/** What was left so long ago: messages, people who were not taken in, documents that were not, words about obligations. */
const old = (before: Date) => ({
  files: sql<boolean>`state <> 'accepted' and sent_at < ${before}`,
  named: sql<boolean>`sent_at < ${before}`,
  claims: sql<boolean>`sent_at < ${before}`,
  messages: sql<boolean>`written_at < ${before}`,
});

export async function countOldPosts(db: Db | Tx, before: Date): Promise<number> {
  const { files, named, claims, messages } = old(before);
  const { rows } = await sql<{ count: number }>`select ((select count(*) from partner_file where ${files})
    + (select count(*) from partner_named where ${named}) + (select count(*) from partner_claim where ${claims})
    + (select count(*) from partner_message where ${messages}))::integer as count`.execute(db);
  return rows[0]?.count ?? 0;
}

/** They go. @returns how many, and the files that nobody keeps any more */
export async function dropOldPosts(trx: Tx, before: Date): Promise<{ gone: number; files: string[] }> {
  const { files, named, claims, messages } = old(before);
  const left = await trx.deleteFrom('partnerFile').where(files).returning('fileKey').execute();
  const others = [
    await trx.deleteFrom('partnerNamed').where(named).executeTakeFirstOrThrow(),
    await trx.deleteFrom('partnerClaim').where(claims).executeTakeFirstOrThrow(),
    await trx.deleteFrom('partnerMessage').where(messages).executeTakeFirstOrThrow(),
  ];
  return {
    gone: others.reduce((sum, { numDeletedRows }) => sum + Number(numDeletedRows), left.length),
    files: left.flatMap(({ fileKey }) => fileKey ?? []),
  };
}
