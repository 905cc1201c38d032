import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { PartnerMeeting as MeetingTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { MeetingGuest, MeetingLine, MeetingState, MeetingView } from '../rules/meetings.ts';

const state = sql<MeetingState>`partner_meeting.state`;
const open = sql<number>`(select count(*)::integer from partner_commitment c
  where c.meeting_id = partner_meeting.id and c.state in ('agreed', 'doing'))`;
const late = (today: LocalDate) => sql<number>`(select count(*)::integer from partner_commitment c
  where c.meeting_id = partner_meeting.id and c.state in ('agreed', 'doing') and c.due_on < ${today}::date)`;

const lines = (db: Db | Tx, today: LocalDate) =>
  db
    .selectFrom('partnerMeeting')
    .innerJoin('partner', 'partner.id', 'partnerMeeting.partnerId')
    .select([
      'partnerMeeting.id',
      'partnerMeeting.partnerId',
      'partner.name as partner',
      'partnerMeeting.libraryId',
      'partnerMeeting.title',
      'partnerMeeting.onDay',
      'partnerMeeting.atMinute',
      state.as('state'),
      open.as('open'),
      late(today).as('late'),
    ]);

/** Which meetings a list is of. */
export interface MeetingsAsked {
  view: MeetingView;
  partnerId: number | null;
  libraryId: number | null;
  today: LocalDate;
}

const shown = (view: MeetingView, today: LocalDate) =>
  ({
    coming: sql<boolean>`partner_meeting.state = 'planned' and partner_meeting.on_day >= ${today}::date`,
    unwritten: sql<boolean>`partner_meeting.state = 'planned' and partner_meeting.on_day < ${today}::date`,
    all: sql<boolean>`true`,
  })[view];

/** What is to come the next first, what was the latest first. @param after the last of the page before */
export async function selectMeetings(
  db: Db | Tx,
  {
    view,
    partnerId,
    libraryId,
    today,
    after,
    limit,
  }: MeetingsAsked & { after: readonly [string, number] | null; limit: number },
): Promise<MeetingLine[]> {
  const order = view === 'all' ? 'desc' : 'asc';
  let query = lines(db, today)
    .where(shown(view, today))
    .orderBy('partnerMeeting.onDay', order)
    .orderBy('partnerMeeting.id', order)
    .limit(limit + 1);
  if (partnerId !== null) query = query.where('partnerMeeting.partnerId', '=', partnerId);
  if (libraryId !== null) query = query.where('partnerMeeting.libraryId', '=', libraryId);
  if (after !== null) {
    const [day, id] = after;
    query = query.where(
      view === 'all'
        ? sql<boolean>`(partner_meeting.on_day, partner_meeting.id) < (${day}::date, ${id})`
        : sql<boolean>`(partner_meeting.on_day, partner_meeting.id) > (${day}::date, ${id})`,
    );
  }
  return query.execute();
}

/** How many stand where, of the whole network or of one partner. */
export async function countMeetingViews(
  db: Db | Tx,
  { partnerId, today }: Pick<MeetingsAsked, 'partnerId' | 'today'>,
): Promise<Record<MeetingView, number>> {
  const count = (view: MeetingView) => sql<number>`count(*) filter (where ${shown(view, today)})::integer`;
  let query = db
    .selectFrom('partnerMeeting')
    .select([count('coming').as('coming'), count('unwritten').as('unwritten'), count('all').as('all')]);
  if (partnerId !== null) query = query.where('partnerId', '=', partnerId);
  return query.executeTakeFirstOrThrow();
}

export const findMeeting = async (db: Db | Tx, id: number, today: LocalDate) =>
  lines(db, today)
    .select([
      'partnerMeeting.place',
      'partnerMeeting.link',
      'partnerMeeting.agenda',
      'partnerMeeting.minutes',
      'partnerMeeting.callOffReason',
      'partnerMeeting.createdBy',
      'partnerMeeting.changedAt',
      'partnerMeeting.version',
    ])
    .where('partnerMeeting.id', '=', id)
    .executeTakeFirst();

/** The last meeting of a partner that was held; what was promised in it stands on their page. */
export const findLastHeld = async (db: Db | Tx, partnerId: number): Promise<number | null> =>
  (
    await db
      .selectFrom('partnerMeeting')
      .select('id')
      .where('partnerId', '=', partnerId)
      .where('state', '=', 'held')
      .orderBy('onDay', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id ?? null;

export const lockMeeting = async (trx: Tx, id: number) =>
  trx
    .selectFrom('partnerMeeting')
    .selectAll()
    .select(sql<MeetingState>`state`.as('state'))
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
export type LockedMeeting = NonNullable<Awaited<ReturnType<typeof lockMeeting>>>;

/** Whose a meeting is, without holding it. */
export const partnerOfMeeting = async (db: Db | Tx, id: number): Promise<number | undefined> =>
  (await db.selectFrom('partnerMeeting').select('partnerId').where('id', '=', id).executeTakeFirst())?.partnerId;

export const insertMeeting = async (trx: Tx, row: Insertable<MeetingTable>): Promise<number> =>
  (await trx.insertInto('partnerMeeting').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateMeeting = async (trx: Tx, id: number, changes: Updateable<MeetingTable>) =>
  trx
    .updateTable('partnerMeeting')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** Ours first, by name. */
export const selectGuests = async (db: Db | Tx, meetingId: number): Promise<MeetingGuest[]> =>
  db
    .selectFrom('partnerMeetingGuest')
    .leftJoin('account', 'account.id', 'partnerMeetingGuest.accountId')
    .leftJoin('partnerPerson', 'partnerPerson.id', 'partnerMeetingGuest.personId')
    .select([
      'partnerMeetingGuest.accountId',
      'partnerMeetingGuest.personId',
      sql<string>`coalesce(account.full_name, partner_person.name, '')`.as('name'),
    ])
    .where('meetingId', '=', meetingId)
    .orderBy(sql`account_id is null`)
    .orderBy(sql`3`)
    .orderBy('partnerMeetingGuest.id')
    .execute();

/** Who is asked, or was there, from now on. Who is there already stays the row that they are. */
export async function replaceGuests(
  trx: Tx,
  meetingId: number,
  { accountIds, personIds }: { accountIds: readonly number[]; personIds: readonly number[] },
): Promise<void> {
  await sql`delete from partner_meeting_guest where meeting_id = ${meetingId}
    and not coalesce(account_id = any(${[...accountIds]}::bigint[]), false)
    and not coalesce(person_id = any(${[...personIds]}::bigint[]), false)`.execute(trx);
  const rows = [
    ...accountIds.map((accountId) => ({ meetingId, accountId, personId: null })),
    ...personIds.map((personId) => ({ meetingId, accountId: null, personId })),
  ];
  if (rows.length > 0)
    await trx
      .insertInto('partnerMeetingGuest')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}
