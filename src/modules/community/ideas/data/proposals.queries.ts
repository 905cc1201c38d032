import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { ProgramProposal } from '#platform/database/db-types';
import type { Proposal, ProposalAudience, ProposalStatus } from '../client.ts';

const proposals = (db: Db | Tx) =>
  db
    .selectFrom('programProposal')
    .innerJoin('library', 'library.id', 'programProposal.libraryId')
    .leftJoin('member', 'member.id', 'programProposal.memberId')
    .leftJoin('program', 'program.id', 'programProposal.programId')
    .select([
      'programProposal.id',
      'programProposal.token',
      'programProposal.libraryId',
      'library.name as libraryName',
      'library.timeZone',
      'programProposal.title',
      'programProposal.description',
      'programProposal.wantedWhen',
      'programProposal.memberId',
      'programProposal.email',
      'programProposal.coHost',
      'programProposal.coHostNote',
      'programProposal.proven',
      'programProposal.answer',
      'programProposal.answeredBy',
      'programProposal.answeredAt',
      'programProposal.createdAt',
      'programProposal.version',
      'programProposal.programId',
      // a draft has no page yet
      sql<string | null>`case when program.state not in ('draft', 'review') then program.slug end`.as('programSlug'),
      'program.title as programTitle',
      sql<'id' | 'en'>`program_proposal.language`.as('language'),
      sql<ProposalStatus>`program_proposal.status`.as('status'),
      sql<ProposalAudience>`program_proposal.audience`.as('audience'),
      sql<string>`coalesce(member.full_name, program_proposal.name)`.as('name'),
    ]);

export const insertProposal = async (trx: Tx, row: Insertable<ProgramProposal>): Promise<number | null> =>
  (
    await trx
      .insertInto('programProposal')
      .values(row)
      .onConflict((conflict) => conflict.column('token').doNothing())
      .returning('id')
      .executeTakeFirst()
  )?.id ?? null;

export const findProposal = async (db: Db | Tx, id: number): Promise<Proposal | undefined> =>
  proposals(db).where('programProposal.id', '=', id).executeTakeFirst();
export const findProposalByToken = async (db: Db | Tx, token: string): Promise<Proposal | undefined> =>
  proposals(db).where('programProposal.token', '=', token).executeTakeFirst();

/** The oldest first while they wait, else the latest first. @param libraryIds null = all @param afterId the last one of the page before */
export async function selectProposals(
  db: Db | Tx,
  {
    statuses,
    libraryIds,
    afterId,
    limit,
  }: {
    statuses: readonly ProposalStatus[];
    libraryIds: readonly number[] | null;
    afterId: number | null;
    limit: number;
  },
): Promise<Proposal[]> {
  const isOpen = statuses.includes('new');
  let query = proposals(db)
    .where('programProposal.status', 'in', [...statuses])
    .orderBy('programProposal.id', isOpen ? 'asc' : 'desc')
    .limit(limit);
  if (afterId !== null) query = query.where('programProposal.id', isOpen ? '>' : '<', afterId);
  if (libraryIds) query = query.where('programProposal.libraryId', '=', sql<number>`any(${[...libraryIds]}::bigint[])`);
  return query.execute();
}

/** Holds a proposal until the transaction ends. */
export const lockProposal = async (trx: Tx, id: number) =>
  trx
    .selectFrom('programProposal')
    .select(['id', 'version', 'programId'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const updateProposal = async (trx: Tx, id: number, changes: Updateable<ProgramProposal>) =>
  trx
    .updateTable('programProposal')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const selectProposalsOf = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('programProposal')
    .select(['title', 'description', 'status', 'answer', 'createdAt'])
    .where('memberId', '=', memberId)
    .orderBy('id')
    .execute();

const past = (before: Date) =>
  sql<boolean>`coalesce(answered_at, program_proposal.created_at) < ${before}
    and (member_id is not null or name <> '' or program_proposal.email <> '')`;

export async function countProposers(db: Db | Tx, before: Date): Promise<number> {
  const row = await db
    .selectFrom('programProposal')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where(past(before))
    .executeTakeFirstOrThrow();
  return row.count;
}

const proposedBy = (which: { memberId: number } | { before: Date }) =>
  'memberId' in which ? sql<boolean>`program_proposal.member_id = ${which.memberId}` : past(which.before);

/** The programmes that came of them. */
export const selectProposedPrograms = async (
  trx: Tx,
  which: { memberId: number } | { before: Date },
): Promise<number[]> =>
  (await trx.selectFrom('programProposal').select('programId').where(proposedBy(which)).execute()).flatMap(
    ({ programId }) => programId ?? [],
  );

/** Proposals of a member, or of whose proposer the time is over, with what says who that is; their rows locked. */
export const lockProposed = async (trx: Tx, which: { memberId: number } | { before: Date }) =>
  trx
    .selectFrom('programProposal')
    .leftJoin('member', 'member.id', 'programProposal.memberId')
    .select([
      'programProposal.id',
      'programProposal.title',
      'programProposal.description',
      'programProposal.wantedWhen',
      'programProposal.coHostNote',
      'programProposal.answer',
      'programProposal.name',
      'programProposal.programId',
      'member.fullName',
      'member.number',
    ])
    .where(proposedBy(which))
    .orderBy('programProposal.id')
    .forUpdate('programProposal')
    .execute();

/** The proposal stays, in these words; the person goes. */
export const forgetProposer = async (
  trx: Tx,
  id: number,
  texts: Pick<Updateable<ProgramProposal>, 'title' | 'description' | 'wantedWhen' | 'coHostNote' | 'answer'>,
) =>
  trx
    .updateTable('programProposal')
    .set({ ...texts, memberId: null, name: '', email: '' })
    .where('id', '=', id)
    .execute();
