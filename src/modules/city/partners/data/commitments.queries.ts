import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type {
  PartnerCommitment as CommitmentTable,
  PartnerCommitmentStep as StepTable,
} from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { Commitment, CommitmentLine, CommitmentState, CommitmentStep, CommitmentView } from '../rules/meetings.ts';
import type { DutySide } from '../rules/terms.ts';

const lines = (db: Db | Tx) =>
  db
    .selectFrom('partnerCommitment')
    .innerJoin('partnerMeeting', 'partnerMeeting.id', 'partnerCommitment.meetingId')
    .innerJoin('partner', 'partner.id', 'partnerMeeting.partnerId')
    .leftJoin('account', 'account.id', 'partnerCommitment.accountId')
    .leftJoin('partnerPerson', 'partnerPerson.id', 'partnerCommitment.personId')
    .select([
      'partnerCommitment.id',
      'partnerCommitment.meetingId',
      'partnerMeeting.title as meeting',
      'partnerMeeting.onDay as meetingOn',
      'partnerMeeting.partnerId',
      'partner.name as partner',
      sql<DutySide>`partner_commitment.side`.as('side'),
      'partnerCommitment.text',
      'partnerCommitment.dueOn',
      'partnerCommitment.accountId',
      'partnerCommitment.personId',
      sql<string | null>`coalesce(account.full_name, partner_person.name)`.as('owner'),
      sql<CommitmentState>`partner_commitment.state`.as('state'),
      'partnerCommitment.doneOn',
      'partnerCommitment.followOn',
      'partnerCommitment.outcome',
      'partnerCommitment.version',
    ]);

/** A meeting that was called off promises nothing. */
const counts = sql<boolean>`partner_meeting.state <> 'called_off'`;
const shown = (view: CommitmentView, today: LocalDate) =>
  ({
    open: sql<boolean>`partner_commitment.state in ('agreed', 'doing')`,
    late: sql<boolean>`partner_commitment.state in ('agreed', 'doing') and partner_commitment.due_on < ${today}::date`,
    follow: sql<boolean>`partner_commitment.follow_on <= ${today}::date and partner_commitment.outcome = ''`,
  })[view];

/** Stands for a day where there is none: those come last. */
export const NO_DAY: LocalDate = '9999-12-31';
/** What orders a list: the day that is looked at. */
const order = (view: CommitmentView) =>
  view === 'follow'
    ? sql<LocalDate>`partner_commitment.follow_on`
    : sql<LocalDate>`coalesce(partner_commitment.due_on, ${NO_DAY}::date)`;

/** The first of them first. @param after the last of the page before */
export async function selectCommitments(
  db: Db | Tx,
  {
    view,
    today,
    after,
    limit,
  }: { view: CommitmentView; today: LocalDate; after: readonly [string, number] | null; limit: number },
): Promise<CommitmentLine[]> {
  let query = lines(db)
    .where(shown(view, today))
    .where(counts)
    .orderBy(order(view))
    .orderBy('partnerCommitment.id')
    .limit(limit + 1);
  if (after !== null)
    query = query.where(sql<boolean>`(${order(view)}, partner_commitment.id) > (${after[0]}::date, ${after[1]})`);
  return query.execute();
}

export async function countCommitmentViews(db: Db | Tx, today: LocalDate): Promise<Record<CommitmentView, number>> {
  const count = (view: CommitmentView) => sql<number>`count(*) filter (where ${shown(view, today)})::integer`;
  return db
    .selectFrom('partnerCommitment')
    .innerJoin('partnerMeeting', 'partnerMeeting.id', 'partnerCommitment.meetingId')
    .select([count('open').as('open'), count('late').as('late'), count('follow').as('follow')])
    .where(counts)
    .executeTakeFirstOrThrow();
}

/** All of a meeting with how they went: ours first, then by their day. */
export async function selectCommitmentsOf(db: Db | Tx, meetingId: number): Promise<Commitment[]> {
  const found = await lines(db)
    .where('partnerCommitment.meetingId', '=', meetingId)
    .orderBy('partnerCommitment.side')
    .orderBy('partnerCommitment.dueOn', (by) => by.asc().nullsLast())
    .orderBy('partnerCommitment.id')
    .execute();
  if (found.length === 0) return [];
  const steps = await db
    .selectFrom('partnerCommitmentStep')
    .select(['id', 'commitmentId', sql<CommitmentState>`state`.as('state'), 'words', 'saidBy', 'saidAt'])
    .where(
      'commitmentId',
      'in',
      found.map(({ id }) => id),
    )
    .orderBy('id', 'desc')
    .execute();
  const of = Map.groupBy(steps, ({ commitmentId }) => commitmentId);
  return found.map((line) => ({
    ...line,
    steps: (of.get(line.id) ?? []).map(({ commitmentId: _, ...step }): CommitmentStep => step),
  }));
}

/** Without holding it: whoever writes holds its meeting. */
export const findCommitment = async (db: Db | Tx, id: number) =>
  db
    .selectFrom('partnerCommitment')
    .selectAll()
    .select([sql<DutySide>`side`.as('side'), sql<CommitmentState>`state`.as('state')])
    .where('id', '=', id)
    .executeTakeFirst();

export const insertCommitment = async (trx: Tx, row: Insertable<CommitmentTable>): Promise<number> =>
  (await trx.insertInto('partnerCommitment').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateCommitment = async (trx: Tx, id: number, changes: Updateable<CommitmentTable>) =>
  trx
    .updateTable('partnerCommitment')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

export const deleteCommitment = async (trx: Tx, id: number) =>
  trx.deleteFrom('partnerCommitment').where('id', '=', id).execute();

export const insertStep = async (trx: Tx, row: Insertable<StepTable>) =>
  trx.insertInto('partnerCommitmentStep').values(row).execute();
