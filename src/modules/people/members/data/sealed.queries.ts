import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Sealed } from '#platform/rights/secrets';

/** A sealed value with what it belongs to. */
interface SealedRow {
  id: number;
  /** The number of the registration, the key of the message, the id of the member: what the seal is bound to. */
  name: string;
  keyId: string;
  bytes: Buffer;
}

export async function countSealedRows(db: Db, keyIds: readonly string[]): Promise<number> {
  const keys = sql`any(${[...keyIds]}::text[])`;
  const query = sql<{ count: number }>`select (
      (select count(*) from member_identity where key_id = ${keys})
      + (select count(*) from member_desk_help where key_id = ${keys})
      + (select count(*) from registration where nik_sealed is not null and nik_key_id = ${keys})
      + (select count(*) from applicant_message where sealed is not null and key_id = ${keys})
    )::int as count`;
  return (await query.execute(db)).rows[0]?.count ?? 0;
}

export async function lockSealedRegistrations(trx: Tx, keyIds: readonly string[], limit: number): Promise<SealedRow[]> {
  const query = sql<SealedRow>`select id, number as name, nik_key_id as key_id, nik_sealed as bytes from registration
    where nik_sealed is not null and nik_key_id = any(${[...keyIds]}::text[]) order by id limit ${limit} for update`;
  return (await query.execute(trx)).rows;
}

export async function lockSealedMessages(trx: Tx, keyIds: readonly string[], limit: number): Promise<SealedRow[]> {
  const query = sql<SealedRow>`select id, message_key as name, key_id, sealed as bytes from applicant_message
    where sealed is not null and key_id = any(${[...keyIds]}::text[]) order by id limit ${limit} for update`;
  return (await query.execute(trx)).rows;
}

export async function lockSealedDeskHelp(trx: Tx, keyIds: readonly string[], limit: number): Promise<SealedRow[]> {
  const query = sql<SealedRow>`select member_id as id, member_id::text as name, key_id, sealed as bytes
    from member_desk_help where key_id = any(${[...keyIds]}::text[]) order by member_id limit ${limit} for update`;
  return (await query.execute(trx)).rows;
}

export async function resealRow(
  trx: Tx,
  table: 'registration' | 'applicantMessage' | 'memberDeskHelp',
  id: number,
  { keyId, bytes }: Sealed,
): Promise<void> {
  const by = {
    registration: async () =>
      trx.updateTable('registration').set({ nikSealed: bytes, nikKeyId: keyId }).where('id', '=', id).execute(),
    applicantMessage: async () =>
      trx.updateTable('applicantMessage').set({ sealed: bytes, keyId }).where('id', '=', id).execute(),
    memberDeskHelp: async () =>
      trx.updateTable('memberDeskHelp').set({ sealed: bytes, keyId }).where('memberId', '=', id).execute(),
  };
  await by[table]();
}
