import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SerialIssue, Subscription as SubscriptionTable } from '#platform/database/db-types';
import type { Frequency, Issue, IssueState, SerialHoldings, Subscription } from '../client.ts';
import type { PredictedIssue } from '../rules/predict-issues.ts';

const countOf = (states: string) =>
  sql<number>`(select count(*) from serial_issue i where i.subscription_id = subscription.id and i.state in (${sql.raw(states)}))`;

const subscriptions = (db: Db | Tx) =>
  db
    .selectFrom('subscription')
    .innerJoin('library', 'library.id', 'subscription.libraryId')
    .innerJoin('bib', 'bib.id', 'subscription.bibId')
    .select([
      'subscription.id',
      'subscription.libraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'subscription.bibId',
      'bib.title',
      'subscription.supplier',
      'subscription.price',
      'subscription.startsOn',
      'subscription.endsOn',
      'subscription.makesCopies',
      'subscription.endReason',
    ])
    .select([
      sql<Frequency>`subscription.frequency`.as('frequency'),
      countOf(`'received', 'bound'`).as('received'),
      countOf(`'late'`).as('late'),
      countOf(`'missing'`).as('missing'),
    ]);
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof subscriptions>['executeTakeFirst']>>>;
const view = ({ libraryId, libraryCode, libraryName, timeZone, ...row }: Row): Subscription => ({
  ...row,
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
});

/** Those with late issues first. @param libraries null = all */
export async function selectSubscriptions(db: Db | Tx, libraries: readonly number[] | null): Promise<Subscription[]> {
  let query = subscriptions(db).orderBy('late', 'desc').orderBy('bib.title').orderBy('subscription.id');
  if (libraries) query = query.where('subscription.libraryId', '=', sql<number>`any(${[...libraries]}::bigint[])`);
  return (await query.execute()).map(view);
}

export async function findSubscription(db: Db | Tx, id: number): Promise<Subscription | null> {
  const row = await subscriptions(db).where('subscription.id', '=', id).executeTakeFirst();
  return row ? view(row) : null;
}

export const lockSubscription = async (trx: Tx, id: number) =>
  trx
    .selectFrom('subscription')
    .innerJoin('library', 'library.id', 'subscription.libraryId')
    .innerJoin('bib', 'bib.id', 'subscription.bibId')
    .select(['subscription.id', 'subscription.libraryId', 'subscription.bibId', 'subscription.supplier'])
    .select([
      'subscription.itemType',
      'subscription.makesCopies',
      'subscription.endedAt',
      'bib.title',
      'library.timeZone',
    ])
    .where('subscription.id', '=', id)
    .forUpdate('subscription')
    .executeTakeFirst();
export type LockedSubscription = NonNullable<Awaited<ReturnType<typeof lockSubscription>>>;

export const insertSubscription = async (trx: Tx, row: Insertable<SubscriptionTable>): Promise<number> =>
  (await trx.insertInto('subscription').values(row).returning('id').executeTakeFirstOrThrow()).id;
export async function updateSubscription(trx: Tx, id: number, changes: Updateable<SubscriptionTable>): Promise<void> {
  await trx.updateTable('subscription').set(changes).where('id', '=', id).execute();
}

export async function insertIssues(trx: Tx, subscriptionId: number, issues: readonly PredictedIssue[]): Promise<void> {
  await sql`insert into serial_issue (subscription_id, nth, expected_on, volume, number)
    select ${subscriptionId}, nth, "expectedOn", volume, number
    from jsonb_to_recordset(${JSON.stringify(issues)}::jsonb) as i (nth integer, "expectedOn" date, volume integer, number integer)`.execute(
    trx,
  );
}

/** Issues of a subscription up to a day, the latest first. */
export const selectIssues = async (
  db: Db | Tx,
  subscriptionId: number,
  until: string,
  limit: number,
): Promise<Issue[]> =>
  db
    .selectFrom('serialIssue as issue')
    .leftJoin('item', 'item.id', 'issue.itemId')
    .select(['issue.id', 'issue.nth', 'issue.expectedOn', 'issue.volume', 'issue.number', 'issue.receivedOn'])
    .select(['item.barcode', 'issue.claims', 'issue.claimedAt', sql<IssueState>`issue.state`.as('state')])
    .where('issue.subscriptionId', '=', subscriptionId)
    .where((eb) => eb.or([eb('issue.expectedOn', '<=', until), eb('issue.state', '=', 'received')]))
    .orderBy('issue.nth', 'desc')
    .limit(limit)
    .execute();

/** Issues of a subscription by id; its row is locked by whoever changes them. */
export const selectIssuesById = async (trx: Tx, subscriptionId: number, ids: readonly number[]) =>
  trx
    .selectFrom('serialIssue')
    .select(['id', 'nth', 'expectedOn', 'volume', 'number', 'itemId', 'claims', sql<IssueState>`state`.as('state')])
    .where('subscriptionId', '=', subscriptionId)
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .orderBy('nth')
    .execute();
export type IssueRow = Awaited<ReturnType<typeof selectIssuesById>>[number];

export const selectLateIssues = async (trx: Tx, subscriptionId: number) =>
  trx
    .selectFrom('serialIssue')
    .select(['id', 'expectedOn', 'volume', 'number', 'claims'])
    .where('subscriptionId', '=', subscriptionId)
    .where('state', '=', 'late')
    .orderBy('nth')
    .execute();

export async function updateIssues(trx: Tx, ids: readonly number[], changes: Updateable<SerialIssue>): Promise<void> {
  await trx
    .updateTable('serialIssue')
    .set(changes)
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
}
export async function countClaim(trx: Tx, ids: readonly number[], at: Date): Promise<void> {
  await trx
    .updateTable('serialIssue')
    .set({ claims: sql`claims + 1`, claimedAt: at })
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .execute();
}

/** Nothing more is expected of a subscription that ends. */
export async function dropExpected(trx: Tx, subscriptionId: number): Promise<void> {
  await trx
    .deleteFrom('serialIssue')
    .where('subscriptionId', '=', subscriptionId)
    .where('state', '=', 'expected')
    .execute();
}

/** Marks what should have come; each library's own day counts. @returns how many became late */
export async function markLate(db: Db | Tx, now: Date): Promise<number> {
  const { rows } = await sql`
    update serial_issue i set state = 'late' from subscription s join library l on l.id = s.library_id
    where s.id = i.subscription_id and i.state = 'expected' and s.ended_at is null
      and i.expected_on + s.grace_days < (${now}::timestamptz at time zone l.time_zone)::date
    returning i.id`.execute(db);
  return rows.length;
}

/** Which issues of a record are here, library by library. */
export async function selectHoldings(db: Db | Tx, bibId: number): Promise<SerialHoldings[]> {
  const query = sql<{ libraryName: string; received: number } & SerialHoldings['latest']>`
    select l.name as "libraryName", h.received, i.volume, i.number, i.expected_on as "expectedOn"
    from (select s.library_id, count(*) as received, max(i.expected_on) as latest
      from subscription s join serial_issue i on i.subscription_id = s.id
      where s.bib_id = ${bibId} and i.state in ('received', 'bound') group by s.library_id) h
    join library l on l.id = h.library_id
    cross join lateral (select i.volume, i.number, i.expected_on from subscription s join serial_issue i on i.subscription_id = s.id
      where s.bib_id = ${bibId} and s.library_id = h.library_id and i.state in ('received', 'bound')
      order by i.expected_on desc, i.nth desc limit 1) i
    order by l.name`;
  const { rows } = await query.execute(db);
  return rows.map(({ libraryName, received, ...latest }) => ({ libraryName, received, latest }));
}
