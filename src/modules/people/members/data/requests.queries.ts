import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PromiseCount, PromiseSpan } from '#platform/promise-measures';
import type { SubjectRequest } from '#platform/database/db-types';
import type { RequestKind, RequestStatus } from '../rules/subject-request.ts';

const selectRequests = (db: Db | Tx) =>
  db
    .selectFrom('subjectRequest')
    .innerJoin('member', 'member.id', 'subjectRequest.memberId')
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .select([
      'subjectRequest.id',
      'subjectRequest.memberId',
      'member.number',
      'member.fullName',
      'member.homeLibraryId',
      'library.timeZone',
      'subjectRequest.kind',
      'subjectRequest.details',
      'subjectRequest.channel',
      'subjectRequest.status',
      'subjectRequest.requestedAt',
      'subjectRequest.dueAt',
      'subjectRequest.decidedAt',
      'subjectRequest.decidedBy',
      'subjectRequest.outcome',
    ])
    .$narrowType<{ kind: RequestKind; status: RequestStatus; channel: 'web' | 'desk' }>();

/** Open ones by what is due first, then the latest decisions. */
const requestsWithin = (db: Db | Tx, within: readonly number[] | null) => {
  const all = selectRequests(db);
  return within === null ? all : all.where('member.homeLibraryId', 'in', within.length > 0 ? [...within] : [0]);
};

/** Open ones by what is due first, decided ones the latest first. */
export async function selectRequestPage(
  db: Db | Tx,
  {
    within,
    decided,
    afterId,
    limit,
  }: { within: readonly number[] | null; decided: boolean; afterId: number | null; limit: number },
) {
  const at = sql.raw(decided ? 'decided_at' : 'due_at');
  const beyond = sql.raw(decided ? '<' : '>');
  let query = requestsWithin(db, within).where('subjectRequest.status', decided ? '<>' : '=', 'open');
  if (afterId !== null) {
    query = query.where(sql<boolean>`(subject_request.${at}, subject_request.id) ${beyond}
      (select r.${at}, r.id from subject_request r where r.id = ${afterId})`);
  }
  const order = decided ? 'desc' : 'asc';
  return query
    .orderBy(decided ? 'subjectRequest.decidedAt' : 'subjectRequest.dueAt', order)
    .orderBy('subjectRequest.id', order)
    .limit(limit)
    .execute();
}

export async function selectAllRequests(db: Db | Tx, within: readonly number[] | null) {
  const some = () => requestsWithin(db, within);
  const [open, decided] = await Promise.all([
    some().where('subjectRequest.status', '=', 'open').orderBy('subjectRequest.dueAt').limit(200).execute(),
    some().where('subjectRequest.status', '<>', 'open').orderBy('subjectRequest.decidedAt', 'desc').limit(50).execute(),
  ]);
  return { open, decided };
}

export const selectRequestsOf = async (db: Db | Tx, memberId: number) =>
  selectRequests(db).where('subjectRequest.memberId', '=', memberId).orderBy('subjectRequest.id', 'desc').execute();

export const lockRequest = async (trx: Tx, id: number) =>
  selectRequests(trx).where('subjectRequest.id', '=', id).forUpdate('subjectRequest').executeTakeFirst();
export const lockOpenRequest = async (trx: Tx, memberId: number, kind: RequestKind) =>
  selectRequests(trx)
    .where('subjectRequest.memberId', '=', memberId)
    .where('subjectRequest.kind', '=', kind)
    .where('subjectRequest.status', '=', 'open')
    .forUpdate('subjectRequest')
    .executeTakeFirst();

export const insertRequest = async (trx: Tx, row: Insertable<SubjectRequest>): Promise<number> =>
  (await trx.insertInto('subjectRequest').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateRequest(trx: Tx, id: number, changes: Updateable<SubjectRequest>): Promise<void> {
  await trx.updateTable('subjectRequest').set(changes).where('id', '=', id).execute();
}

/** Requests of members for their data in some days: decided within so many hours (UU 27/2022: 3 × 24). */
export async function countRequestsDecided(
  db: Db | Tx,
  { after, before, now }: PromiseSpan,
  hours: number,
): Promise<PromiseCount> {
  const due = sql`requested_at + make_interval(hours => ${hours})`;
  const { rows } = await sql<PromiseCount>`
    select count(*)::integer as n, count(*) filter (where decided_at <= ${due})::integer as kept
    from subject_request where requested_at >= ${after} and requested_at < ${before}
      and (decided_at is not null or ${due} < ${now})`.execute(db);
  return rows[0] ?? { n: 0, kept: 0 };
}
