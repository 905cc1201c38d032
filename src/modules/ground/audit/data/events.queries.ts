import { sql, type Insertable, type SqlBool } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { AuditEvent } from '#platform/database/db-types';

export interface AuditRow {
  id: number;
  at: Date;
  actorKind: string;
  actorId: number | null;
  actorName: string;
  action: string;
  entity: string;
  entityId: string;
  libraryId: number | null;
  /** Only what changed; null where there is no such state. */
  before: unknown;
  after: unknown;
  requestId: string | null;
  via: string;
}

export interface EventFilter {
  actor?: string | undefined;
  actorKind?: string | undefined;
  actorId?: number | undefined;
  entity?: string | undefined;
  entityId?: string | undefined;
  action?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
  libraryId?: number | undefined;
  q?: string | undefined;
  libraries: 'all' | readonly number[];
  /** Kinds of things whose states words are not looked for in. */
  unread: readonly string[];
  /** Only events older than this one. */
  beforeId?: number | undefined;
  limit: number;
}

const like = (text: string): string => `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;

export async function findEvents(db: Db, filter: EventFilter): Promise<AuditRow[]> {
  let query = db
    .selectFrom('auditEvent')
    .select([
      'id',
      'at',
      'actorKind',
      'actorId',
      'actorName',
      'action',
      'entity',
      'entityId',
      'libraryId',
      'before',
      'after',
      'requestId',
      'via',
    ])
    .orderBy('id', 'desc')
    .limit(filter.limit);
  const { actor, actorKind, actorId, entity, entityId, action, from, to, libraryId, q, libraries, beforeId, unread } =
    filter;
  if (actor) query = query.where('actorName', 'ilike', like(actor));
  if (actorKind) query = query.where('actorKind', '=', actorKind);
  if (actorId !== undefined) query = query.where('actorId', '=', actorId);
  if (entity) query = query.where('entity', '=', entity);
  if (entityId) query = query.where('entityId', '=', entityId);
  // `loan` and `loan.` find all of loan.checked_out, loan.returned …
  if (action) query = query.where('action', 'like', `${action.replaceAll(/[\\%_]/g, '\\$&')}%`);
  if (from) query = query.where('at', '>=', from);
  if (to) query = query.where('at', '<', to);
  if (libraryId !== undefined) query = query.where('libraryId', '=', libraryId);
  if (libraries !== 'all') query = query.where('libraryId', 'in', libraries.length > 0 ? [...libraries] : [-1]);
  if (beforeId !== undefined) query = query.where('id', '<', beforeId);
  if (q) {
    const wanted = like(q);
    query = query.where(
      sql<SqlBool>`(audit_event.entity_id ilike ${wanted} or audit_event.actor_name ilike ${wanted}
        or (not audit_event.entity = any(${[...unread]}::text[])
          and (audit_event.before::text ilike ${wanted} or audit_event.after::text ilike ${wanted})))`,
    );
  }
  return query.execute();
}

/** The kinds of things that have a trace, found by jumping through the index instead of reading every row. */
export async function findEntities(db: Db): Promise<string[]> {
  const result = await sql<{ entity: string }>`
    with recursive jump as (
      (select entity from audit_event order by entity limit 1)
      union all
      select (select next.entity from audit_event next where next.entity > jump.entity order by next.entity limit 1)
      from jump where jump.entity is not null
    )
    select entity from jump where entity is not null`.execute(db);
  return result.rows.map((row) => row.entity);
}

/** More lines than anybody reads; the newest are the ones that matter. */
const ABOUT_LIMIT = 1000;

/** What was done with a member's record and by the member, the newest first: when, what, how; never by which librarian. */
export const selectEventsAbout = async (db: Db | Tx, memberId: number) =>
  db
    .selectFrom('auditEvent')
    .select(['at', 'action', 'via'])
    .where((eb) =>
      eb.or([
        eb.and([eb('entity', '=', 'member'), eb('entityId', '=', String(memberId))]),
        eb.and([eb('actorKind', '=', 'member'), eb('actorId', '=', memberId)]),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(ABOUT_LIMIT)
    .execute();

/** Adds to the trace, in one statement; what stands there is never changed. */
export async function insertEvents(trx: Tx, events: readonly Insertable<AuditEvent>[]): Promise<void> {
  await trx.insertInto('auditEvent').values(events).execute();
}
