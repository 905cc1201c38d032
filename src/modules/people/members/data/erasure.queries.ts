import { sql } from 'kysely';
import type { Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import { fieldsThat } from '../rules/member-fields.ts';
import { deleteLinksOf } from './family.queries.ts';

/** What is left of a member: a pseudonym with what statistics count (category, library, sex, year of birth, kelurahan). */
export async function pseudonymise(
  trx: Tx,
  id: number,
  left: { pseudonym: string; birthDate: LocalDate | null; at: Date },
): Promise<void> {
  const { pseudonym, birthDate, at } = left;
  await trx
    .updateTable('member')
    .set({
      number: pseudonym,
      fullName: pseudonym,
      foldedName: pseudonym,
      searchName: '',
      birthDate,
      photoKey: null,
      pinHash: null,
      passwordHash: null,
      passwordClearedAt: null,
      dataConfirmedBy: null,
      status: 'withdrawn',
      erasedAt: at,
      updatedAt: at,
    })
    .set(Object.fromEntries(fieldsThat(({ erased }) => erased).map((name) => [name, null])))
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Names and words of people in what must stay: the ledger of consents, blocks, requests, the form of the registration. */
export async function blankWords(trx: Tx, memberId: number, name: string, pseudonym: string): Promise<void> {
  await sql`select set_config('lumbung.redaction', 'on', true)`.execute(trx);
  await sql`update consent_event set guardian_name = case when guardian_name is null then null else ${pseudonym} end,
    guardian_contact = null, recorded_by = case when recorded_by = ${name} then ${pseudonym} else recorded_by end
    where member_id = ${memberId}`.execute(trx);
  await sql`select set_config('lumbung.redaction', 'off', true)`.execute(trx);
  await deleteLinksOf(trx, memberId);
  await trx.deleteFrom('memberContact').where('memberId', '=', memberId).execute();
  await sql`update member_block set reason = '…',
    created_by = case when created_by = ${name} then ${pseudonym} else created_by end,
    lifted_by = case when lifted_by = ${name} then ${pseudonym} else lifted_by end
    where member_id = ${memberId}`.execute(trx);
  await sql`update subject_request set details = null,
    decided_by = case when decided_by = ${name} then ${pseudonym} else decided_by end
    where member_id = ${memberId}`.execute(trx);
  await trx.deleteFrom('dataIncidentMember').where('memberId', '=', memberId).execute();
  await trx.deleteFrom('formerCard').where('memberId', '=', memberId).execute();
  await trx.deleteFrom('registration').where('memberId', '=', memberId).execute();
}

/** A pseudonym that nobody has; it says nothing of whom it stands for. */
export const isFreeNumber = async (trx: Tx, number: string): Promise<boolean> =>
  (await trx.selectFrom('member').select('id').where('number', '=', number).executeTakeFirst()) === undefined;

/** The numbers of cards that were replaced: acts of those days carry them. */
export async function selectFormerNumbers(trx: Tx, memberId: number): Promise<string[]> {
  const rows = await trx.selectFrom('formerCard').select('number').where('memberId', '=', memberId).execute();
  return rows.map((row) => row.number);
}
