import { sql } from 'kysely';
import type { IkmElement } from '#modules/community/questionnaires/client';
import type { Db, Tx } from '#platform/database/db';
import type { AboutKind, TicketKind, TicketState } from '../rules/states.ts';

/** A ticket in a part of another page. */
export interface NearTicket {
  id: number;
  number: string;
  title: string;
  state: TicketState;
  timeZone: string;
  createdAt: Date;
}

const COLUMNS = sql`t.id, t.number, t.title, t.state, library.time_zone, t.created_at`;

/** Where tickets of a kind may be seen (null: everywhere). */
export interface Seen {
  kind: TicketKind;
  libraryIds: readonly number[] | null;
}
const mayBe = (seen: readonly Seen[]) =>
  sql.join(
    seen.map(
      ({ kind, libraryIds }) => sql`(t.kind = ${kind}
      and (${libraryIds}::bigint[] is null or t.library_id = any(${libraryIds}::bigint[])))`,
    ),
    sql` or `,
  );
/** From how much of the same two titles are shown beside each other (0 to 1). */
const ALIKE = 0.35;

/** Tickets about something, also those that are answered with another: what is still open first, then the newest. */
export async function selectAbout(
  db: Db | Tx,
  about: { kind: AboutKind; ref: string },
  seen: readonly Seen[],
  limit: number,
): Promise<NearTicket[]> {
  const { rows } = await sql<NearTicket>`select ${COLUMNS} from ticket t join library on library.id = t.library_id
    where t.about_kind = ${about.kind} and t.about_ref = ${about.ref} and (${mayBe(seen)})
    order by (t.state in ('new', 'open', 'waiting_patron')) desc, t.created_at desc, t.id desc limit ${limit}`.execute(
    db,
  );
  return rows;
}

/** A complaint that concerns an element, and how many of that element there are. */
export type ElementTicket = NearTicket & { element: IkmElement; count: number };

/** Complaints that concern elements of the survey, of some time at libraries (null: at all): so many of each, the newest first. */
export async function selectByElement(
  db: Db | Tx,
  {
    after,
    before,
    libraryIds,
    each,
  }: { after: Date; before: Date; libraryIds: readonly number[] | null; each: number },
): Promise<ElementTicket[]> {
  const { rows } = await sql<ElementTicket>`
    select * from (select ${COLUMNS}, e.element, count(*) over (partition by e.element)::integer as count,
        row_number() over (partition by e.element order by t.created_at desc, t.id desc) as nth
      from ticket t join library on library.id = t.library_id left join ticket main on main.id = t.merged_into_id
        cross join lateral (select coalesce(main.element, t.element) as element) e
      where (t.element is not null or t.merged_into_id is not null) and t.kind = 'complaint' and e.element is not null and t.created_at >= ${after} and t.created_at < ${before}
        and (${libraryIds}::bigint[] is null or t.library_id = any(${libraryIds}::bigint[]))) found
    where nth <= ${each} order by element, nth`.execute(db);
  return rows;
}

/** Tickets of the last while, answered on their own, whose first words are much like a title, of what may be seen; the most alike first. */
export async function selectAlike(
  db: Db | Tx,
  { title, besides }: { title: string; besides: readonly number[] },
  seen: readonly Seen[],
  { since, limit }: { since: Date; limit: number },
): Promise<NearTicket[]> {
  const alike = sql<number>`similarity(lower(t.title), lower(${title}))`;
  const { rows } = await sql<NearTicket>`select ${COLUMNS} from ticket t join library on library.id = t.library_id
    where t.created_at >= ${since} and t.merged_into_id is null and not t.id = any(${[...besides]}::bigint[]) and (${mayBe(seen)})
      and ${alike} >= ${ALIKE}
    order by ${alike} desc, t.id desc limit ${limit}`.execute(db);
  return rows;
}

/** Questions of the last while whose senders said that the answer did not help, or only in part; the newest first. */
export async function selectUnhelped(
  db: Db | Tx,
  seen: readonly Seen[],
  { since, limit }: { since: Date; limit: number },
): Promise<NearTicket[]> {
  const { rows } = await sql<NearTicket>`select ${COLUMNS} from ticket t join library on library.id = t.library_id
    where t.created_at >= ${since} and t.kind = 'question' and t.rating in ('no', 'partly') and (${mayBe(seen)})
    order by t.created_at desc, t.id desc limit ${limit}`.execute(db);
  return rows;
}
