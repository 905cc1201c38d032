import { sql, type Insertable } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerMail as MailTable, PartnerMailFile as FileTable } from '#platform/database/db-types';
import type { Waiting } from '#platform/places';
import type { LocalDate } from '#shared/dates';
import type { MailFile, MailLine, PartnerMail } from '../mails/mail-shapes.ts';
import type { Hit } from '../mails/rules/choose-partner.ts';

const files = sql<number>`(select count(*)::integer from partner_mail_file f where f.mail_id = partner_mail.id)`;

const lines = (db: Db | Tx) =>
  db
    .selectFrom('partnerMail')
    .select(['id', 'partnerId', 'onDay', 'fromName', 'fromAddress', 'subject', 'filedBy', 'filedAt', 'version'])
    .select(files.as('files'));

/** Of a partner, or those of which nobody has said with whom (null): the latest day first. @param after the last of the page before */
export async function selectMails(
  db: Db | Tx,
  { partnerId, after, limit }: { partnerId: number | null; after: readonly [string, number] | null; limit: number },
): Promise<MailLine[]> {
  let query = lines(db)
    .where('partnerId', 'is not distinct from', partnerId)
    .orderBy('onDay', 'desc')
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (after !== null) query = query.where(sql<boolean>`(on_day, id) < (${after[0]}::date, ${after[1]})`);
  return query.execute();
}

export const countMailsOf = async (db: Db | Tx, partnerId: number | null): Promise<number> =>
  (
    await db
      .selectFrom('partnerMail')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('partnerId', 'is not distinct from', partnerId)
      .executeTakeFirstOrThrow()
  ).count;

/** Mails of which nobody has said with whom they were written. */
export const countWaitingMails = async (db: Db): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(filed_at) as since from partner_mail where partner_id is null`,
  );

export async function findMail(db: Db | Tx, id: number): Promise<PartnerMail | undefined> {
  const found = await db
    .selectFrom('partnerMail')
    .leftJoin('partner', 'partner.id', 'partnerMail.partnerId')
    .select([
      'partnerMail.id',
      'partnerMail.partnerId',
      'partner.name as partner',
      'partnerMail.onDay',
      'partnerMail.fromName',
      'partnerMail.fromAddress',
      'partnerMail.toLine',
      'partnerMail.subject',
      'partnerMail.body',
      'partnerMail.filesLeft',
      'partnerMail.filedBy',
      'partnerMail.filedAt',
      'partnerMail.version',
    ])
    .select(sql<'mail' | 'file'>`partner_mail.via`.as('via'))
    .where('partnerMail.id', '=', id)
    .executeTakeFirst();
  return found && { ...found, attachments: await selectMailFiles(db, id) };
}

const selectMailFiles = async (db: Db | Tx, mailId: number): Promise<MailFile[]> =>
  db
    .selectFrom('partnerMailFile')
    .select(['id', 'mediaType', 'sizeBytes'])
    .where('mailId', '=', mailId)
    .orderBy('id')
    .execute();

export const findMailFile = async (db: Db | Tx, id: number) =>
  db.selectFrom('partnerMailFile').selectAll().where('id', '=', id).executeTakeFirst();

export const lockMail = async (trx: Tx, id: number) =>
  trx.selectFrom('partnerMail').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();

/** Which mail is known by one of these hashes. */
export const findMailByHash = async (db: Db | Tx, hashes: readonly Buffer[]) =>
  db
    .selectFrom('partnerMail')
    .select(['id', 'partnerId'])
    .where('hash', '=', sql<Buffer>`any(${[...hashes]}::bytea[])`)
    .limit(1)
    .executeTakeFirst();

/** Who files the same mail at once waits here. @returns its id; null = another was faster */
export async function insertMail(trx: Tx, row: Insertable<MailTable>): Promise<number | null> {
  const made = await trx
    .insertInto('partnerMail')
    .values(row)
    .onConflict((conflict) => conflict.column('hash').doNothing())
    .returning('id')
    .executeTakeFirst();
  return made?.id ?? null;
}

export async function insertMailFiles(trx: Tx, rows: readonly Insertable<FileTable>[]): Promise<void> {
  if (rows.length > 0)
    await trx
      .insertInto('partnerMailFile')
      .values([...rows])
      .execute();
}

export const setMailPartner = async (trx: Tx, id: number, partnerId: number) =>
  trx
    .updateTable('partnerMail')
    .set({ partnerId, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** @returns the keys of its files */
export async function deleteMail(trx: Tx, id: number): Promise<string[]> {
  const kept = await trx.selectFrom('partnerMailFile').select('fileKey').where('mailId', '=', id).execute();
  await trx.deleteFrom('partnerMail').where('id', '=', id).execute();
  return kept.map(({ fileKey }) => fileKey);
}

/** Files that mails keep. */
export const selectKeptMailFiles = async (db: Db | Tx): Promise<ReadonlySet<string>> =>
  new Set((await db.selectFrom('partnerMailFile').select('fileKey').execute()).map(({ fileKey }) => fileKey));

/** To which partners addresses lead: their own, and those of people who serve there and agreed to be reached. In small letters. */
export async function selectHits(db: Db | Tx, addresses: readonly string[], today: LocalDate): Promise<Hit[]> {
  const { rows } = await sql<Hit>`
    select id as partner_id, email_key as address from partner
      where email_key <> '' and email_key = any(${[...addresses]}::text[]) and email <> '' and merged_into_id is null and name <> ''
    union
    select r.partner_id, lower(p.email) from partner_person p
      join partner_role r on r.person_id = p.id join partner o on o.id = r.partner_id
      where p.email <> '' and lower(p.email) = any(${[...addresses]}::text[]) and p.consent_on is not null
        and (r.until_on is null or r.until_on >= ${today}::date) and o.merged_into_id is null and o.name <> ''`.execute(
    db,
  );
  return rows;
}

/** Whose other address it is by now: 1 where nobody has asked for another. */
export const nthAddress = async (db: Db | Tx, accountId: number): Promise<number> =>
  (await db.selectFrom('partnerMailAddress').select('nth').where('accountId', '=', accountId).executeTakeFirst())
    ?.nth ?? 1;

export const nextAddress = async (trx: Tx, accountId: number, changedAt: Date) =>
  trx
    .insertInto('partnerMailAddress')
    .values({ accountId, nth: 2, changedAt })
    .onConflict((conflict) =>
      conflict.column('accountId').doUpdateSet({ nth: sql`partner_mail_address.nth + 1`, changedAt }),
    )
    .execute();

/** What went with a partner goes with the one that it was merged into. */
export const moveMails = async (trx: Tx, dropId: number, keepId: number) =>
  trx.updateTable('partnerMail').set({ partnerId: keepId }).where('partnerId', '=', dropId).execute();

const MASKED = ['fromName', 'fromAddress', 'toLine', 'subject', 'body'] as const;
export type MailTexts = Record<(typeof MASKED)[number], string>;

/** What mails with partners say, and those that wait and name an address: where somebody who is forgotten may stand. */
export const selectMailTexts = async (trx: Tx, partnerIds: readonly number[], address: string) =>
  trx
    .selectFrom('partnerMail')
    .select(['id', ...MASKED])
    .where(
      sql<boolean>`partner_id = any(${[...partnerIds]}::bigint[]) or (${address} <> '' and
        (from_address = ${address} or (partner_id is null and position(${address} in lower(from_address || ' ' || to_line || ' ' || body)) > 0)))`,
    )
    .orderBy('id')
    .forUpdate()
    .execute();

export const rewriteMail = async (trx: Tx, id: number, texts: MailTexts) =>
  trx
    .updateTable('partnerMail')
    .set({ ...texts, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const countOldMails = async (db: Db | Tx, before: Date): Promise<number> =>
  (
    await db
      .selectFrom('partnerMail')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('filedAt', '<', before)
      .executeTakeFirstOrThrow()
  ).count;

/** @returns how many, and the keys of their files */
export async function deleteOldMails(trx: Tx, before: Date): Promise<{ gone: number; fileKeys: string[] }> {
  const kept = await trx
    .selectFrom('partnerMailFile')
    .innerJoin('partnerMail', 'partnerMail.id', 'partnerMailFile.mailId')
    .select('fileKey')
    .where('filedAt', '<', before)
    .execute();
  const { numDeletedRows } = await trx
    .deleteFrom('partnerMail')
    .where('filedAt', '<', before)
    .executeTakeFirstOrThrow();
  return { gone: Number(numDeletedRows), fileKeys: kept.map(({ fileKey }) => fileKey) };
}
