import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Certificate as CertificateTable } from '#platform/database/db-types';
import type { CertificateRule, Signatory } from '../client.ts';
import type { CertificateBasis, CertificateContent } from '../rules/content.ts';

export const selectRule = async (db: Db | Tx, programId: number): Promise<CertificateRule | undefined> =>
  db
    .selectFrom('certificateRule')
    .select(['minAttendance', 'needsTests', 'needsPlan'])
    .select(sql<Signatory[]>`signatories`.as('signatories'))
    .where('programId', '=', programId)
    .executeTakeFirst();

export async function upsertRule(trx: Tx, programId: number, rule: CertificateRule, changedAt: Date): Promise<void> {
  const values = { ...rule, signatories: JSON.stringify(rule.signatories), changedAt };
  await trx
    .insertInto('certificateRule')
    .values({ programId, ...values })
    .onConflict((conflict) => conflict.column('programId').doUpdateSet(values))
    .execute();
}

const certificates = (db: Db | Tx) =>
  db
    .selectFrom('certificate')
    .innerJoin('library', 'library.id', 'certificate.libraryId')
    .leftJoin('programEnrolment', 'programEnrolment.id', 'certificate.enrolmentId')
    .leftJoin('member', (join) =>
      join.on(sql<boolean>`member.id = coalesce(program_enrolment.member_id, certificate.member_id)`),
    )
    .select([
      'certificate.id',
      'certificate.programId',
      'certificate.libraryId',
      'certificate.enrolmentId',
      'certificate.speakerId',
      'certificate.accountId',
      'certificate.subject',
    ])
    .select(['certificate.number', 'certificate.code', 'certificate.issuedAt', 'certificate.issuedBy'])
    .select(['certificate.revokedAt', 'certificate.revokedBy', 'certificate.revokedReason'])
    .select(['member.id as memberId', 'programEnrolment.ticket', 'member.homeLibraryId', 'library.timeZone'])
    .select(sql<CertificateContent>`certificate.content`.as('content'))
    .select(sql<CertificateBasis>`certificate.basis`.as('basis'));
export type CertificateRow = NonNullable<Awaited<ReturnType<typeof findCertificate>>>;

export const findCertificate = async (db: Db | Tx, code: string) =>
  certificates(db).where('certificate.code', '=', code).executeTakeFirst();
export const lockCertificate = async (trx: Tx, code: string) =>
  certificates(trx).where('certificate.code', '=', code).forUpdate(['certificate']).executeTakeFirst();

/** Those of a programme, as they were issued; also the ones taken back. */
export const selectOfProgram = async (db: Db | Tx, programId: number): Promise<CertificateRow[]> =>
  certificates(db).where('certificate.programId', '=', programId).orderBy('certificate.id').execute();

/** Those of a member, the newest first. */
export const selectOfMember = async (db: Db | Tx, memberId: number): Promise<CertificateRow[]> =>
  certificates(db)
    .where(
      sql<boolean>`certificate.id in (select id from certificate where member_id = ${memberId} union all
        select c.id from certificate c join program_enrolment e on e.id = c.enrolment_id where e.member_id = ${memberId})`,
    )
    .orderBy('certificate.id', 'desc')
    .execute();

export const selectOfTicket = async (db: Db | Tx, ticket: string): Promise<CertificateRow | undefined> =>
  certificates(db)
    .where('programEnrolment.ticket', '=', ticket)
    .where('certificate.revokedAt', 'is', null)
    .executeTakeFirst();

export const selectOfSpeaker = async (db: Db | Tx, speakerId: number): Promise<CertificateRow | undefined> =>
  certificates(db)
    .where('certificate.speakerId', '=', speakerId)
    .where('certificate.revokedAt', 'is', null)
    .executeTakeFirst();

/** Nobody else issues certificates of this programme until the transaction ends. */
export async function lockIssuing(trx: Tx, programId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('certificates'), ${programId}::int)`.execute(trx);
}

/** @returns its id */
export const insertCertificate = async (trx: Tx, row: Insertable<CertificateTable>): Promise<number> =>
  (await trx.insertInto('certificate').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function markRevoked(trx: Tx, id: number, by: { at: Date; name: string; reason: string }): Promise<void> {
  const revoked = { revokedAt: by.at, revokedBy: by.name, revokedReason: by.reason };
  await trx.updateTable('certificate').set(revoked).where('id', '=', id).execute();
}

/** Certificates of a range of ids that were taken back. */
export async function revokedBetween(db: Db | Tx, from: number, before: number): Promise<number[]> {
  const rows = await db
    .selectFrom('certificate')
    .select('id')
    .where('id', '>=', from)
    .where('id', '<', before)
    .where('revokedAt', 'is not', null)
    .execute();
  return rows.map(({ id }) => id);
}

/** 0 = there is none. */
export async function lastCertificateId(db: Db | Tx): Promise<number> {
  const row = await db.selectFrom('certificate').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst();
  return row?.id ?? 0;
}
