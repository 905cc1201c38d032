import { sql, type RawBuilder } from 'kysely';
import { askWaiting } from '#platform/database/ask-waiting';
import type { Db, Tx } from '#platform/database/db';
import type { Waiting } from '#platform/places';
import type { TicketKind, TicketState } from '../rules/states.ts';

/** What of a queue is shown. */
export const QUEUE_TABS = ['needs_answer', 'waiting', 'mine', 'done'] as const;
export type QueueTab = (typeof QUEUE_TABS)[number];

/** By when a ticket is to be answered, or if it is, to be solved. */
const DUE = sql`least(case when t.first_answered_at is null then t.first_due_at end,
  case when t.resolved_at is null then t.solve_due_at end)`;
const SINCE = sql`case when t.resolved_at is null then coalesce(${DUE}, 'infinity') end`;

export interface QueueFilter {
  kinds: readonly TicketKind[];
  /** null = the whole network */
  libraryIds: readonly number[] | null;
  /** Whose are "mine"; null = nobody's. */
  accountId: number | null;
  tag: string | null;
}

const inTab: Record<QueueTab, (filter: QueueFilter) => RawBuilder<unknown>> = {
  needs_answer: () => sql`t.state in ('new', 'open')`,
  waiting: () => sql`t.state = 'waiting_patron'`,
  mine: ({ accountId }) => sql`t.state in ('new', 'open', 'waiting_patron') and t.owner_id = ${accountId}::bigint`,
  done: () => sql`t.state in ('resolved', 'closed')`,
};

const within = ({ kinds, libraryIds, tag }: QueueFilter) => sql`t.merged_into_id is null
  and t.kind = any(${[...kinds]}::text[])
  and (${libraryIds}::bigint[] is null or t.library_id = any(${libraryIds}::bigint[]))
  and (${tag}::text is null or exists (select from ticket_tag g where g.ticket_id = t.id and g.tag = ${tag}))`;

export interface QueueRow {
  id: number;
  number: string;
  title: string;
  kind: TicketKind;
  state: TicketState;
  libraryId: number;
  libraryName: string;
  timeZone: string;
  /** Of who sent it; '' = without a name. */
  senderName: string;
  ownerName: string | null;
  createdAt: Date;
  dueAt: Date | null;
  resolvedAt: Date | null;
  /** So many others are answered with it. */
  mergedCount: number;
  /** Where it stands in its order, for the page after it: an instant of ISO 8601, or `infinity`. */
  at: string;
}

const INSTANT = 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"';

/** A page of a queue: what falls due first, before what has no time; of what is done the latest first. */
export async function selectQueue(
  db: Db | Tx,
  tab: QueueTab,
  filter: QueueFilter,
  { after, limit }: { after: { at: string; id: number } | null; limit: number },
): Promise<QueueRow[]> {
  const isDone = tab === 'done';
  const at = isDone ? sql`t.resolved_at` : SINCE;
  const further = isDone
    ? sql`(${at}, t.id) < (${after?.at ?? 'infinity'}::timestamptz, ${after?.id ?? 0}::bigint)`
    : sql`(${at}, t.id) > (${after?.at ?? '-infinity'}::timestamptz, ${after?.id ?? 0}::bigint)`;
  const order = isDone ? sql`t.resolved_at desc, t.id desc` : sql`${at}, t.id`;
  const { rows } = await sql<QueueRow>`
    select t.id, t.number, t.title, t.kind, t.state, t.library_id, library.name as library_name, library.time_zone,
      coalesce(member.full_name, nullif(t.contact_name, ''), t.contact) as sender_name, account.full_name as owner_name,
      t.created_at, ${DUE} as due_at, t.resolved_at,
      (select count(*)::integer from ticket c where c.merged_into_id = t.id) as merged_count,
      case when isfinite(${at}) then to_char(${at} at time zone 'UTC', ${INSTANT}) else 'infinity' end as at
    from ticket t join library on library.id = t.library_id
      left join member on member.id = t.member_id left join account on account.id = t.owner_id
    where ${inTab[tab](filter)} and ${within(filter)} and ${after ? further : sql`true`}
    order by ${order} limit ${limit}`.execute(db);
  return rows;
}

/** How many stand in each tab of what is still to be done. */
export async function countTabs(db: Db | Tx, filter: QueueFilter): Promise<Record<Exclude<QueueTab, 'done'>, number>> {
  const { rows } = await sql<{ needsAnswer: number; waiting: number; mine: number }>`
    select count(*) filter (where ${inTab.needs_answer(filter)})::integer as needs_answer,
      count(*) filter (where ${inTab.waiting(filter)})::integer as waiting,
      count(*) filter (where ${inTab.mine(filter)})::integer as mine
    from ticket t where t.state in ('new', 'open', 'waiting_patron') and ${within(filter)}`.execute(db);
  const [found] = rows;
  return { needs_answer: found?.needsAnswer ?? 0, waiting: found?.waiting ?? 0, mine: found?.mine ?? 0 };
}

/** What nobody has answered or solved yet at libraries (null: in the network), and by when the first of it is due. */
export const countUnanswered = async (
  db: Db,
  kinds: readonly TicketKind[],
  libraryIds: readonly number[] | null,
): Promise<Waiting> =>
  askWaiting(
    db,
    sql<Waiting>`select count(*)::integer as count, min(t.created_at) as since, min(${DUE}) as due
      from ticket t where t.state in ('new', 'open') and t.merged_into_id is null and t.kind = any(${[...kinds]}::text[])
        and (${libraryIds}::bigint[] is null or t.library_id = any(${libraryIds}::bigint[]))`,
  );

/** Words by which tickets of these kinds were tagged at libraries (null: in the network), the most used first. */
export const selectUsedTags = async (
  db: Db | Tx,
  { kinds, libraryIds }: { kinds: readonly TicketKind[]; libraryIds: readonly number[] | null },
): Promise<string[]> => {
  const { rows } = await sql<{ tag: string }>`select g.tag from ticket_tag g join ticket t on t.id = g.ticket_id
    where t.kind = any(${[...kinds]}::text[])
      and (${libraryIds}::bigint[] is null or t.library_id = any(${libraryIds}::bigint[]))
    group by g.tag order by count(*) desc, g.tag limit 60`.execute(db);
  return rows.map(({ tag }) => tag);
};

/** Open tickets whose clocks were computed before an instant or say that it is time for something; ids, the oldest first. */
export const selectToWatch = async (db: Db | Tx, now: Date, clockedBefore: Date): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from ticket t
    where t.merged_into_id is null and t.state in ('new', 'open') and (
      coalesce(t.clocked_at, '-infinity') < ${clockedBefore}
      or (t.first_answered_at is null and t.first_warned_at is null and t.first_warn_at <= ${now})
      or (t.first_answered_at is null and t.first_escalated_at is null and t.first_due_at < ${now})
      or (t.solve_warned_at is null and t.solve_warn_at <= ${now})
      or (t.solve_escalated_at is null and t.solve_due_at < ${now}))
    order by id limit 1000`.execute(db);
  return rows.map(({ id }) => id);
};

/** Tickets that have waited for whoever sent them since before an instant; ids. */
export const selectSilent = async (db: Db | Tx, askedBefore: Date): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from ticket t
    where t.state = 'waiting_patron' and t.merged_into_id is null
      and (select max(e.at) from ticket_event e where e.ticket_id = t.id and e.what = 'waiting') <= ${askedBefore}
    order by id limit 1000`.execute(db);
  return rows.map(({ id }) => id);
};

/** Tickets that were solved before an instant and are not closed; ids. */
export const selectToClose = async (db: Db | Tx, resolvedBefore: Date): Promise<number[]> => {
  const { rows } = await sql<{ id: number }>`select id from ticket
    where state = 'resolved' and merged_into_id is null and resolved_at <= ${resolvedBefore}
    order by id limit 1000`.execute(db);
  return rows.map(({ id }) => id);
};

/** Where files of messages lie. */
export const selectFileKeys = async (db: Db | Tx): Promise<Set<string>> =>
  new Set((await db.selectFrom('ticketFile').select('fileKey').execute()).map(({ fileKey }) => fileKey));
