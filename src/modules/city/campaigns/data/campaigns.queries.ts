import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Campaign as CampaignTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type { CampaignState, CampaignView, Measure } from '../rules/terms.ts';

const campaigns = (db: Db | Tx) =>
  db
    .selectFrom('campaign')
    .selectAll()
    .select([sql<CampaignState>`state`.as('state'), sql<Measure>`measure`.as('measure')]);
/** A campaign as it is kept. */
export type CampaignRow = Awaited<ReturnType<ReturnType<typeof campaigns>['execute']>>[number];

export const findCampaign = async (db: Db | Tx, id: number): Promise<CampaignRow | undefined> =>
  campaigns(db).where('id', '=', id).executeTakeFirst();

/** The campaign whose links bear a word. */
export const findByCode = async (db: Db | Tx, code: string): Promise<CampaignRow | undefined> =>
  campaigns(db).where('code', '=', code).executeTakeFirst();

/** Holds a campaign until the transaction ends. */
export const lockCampaign = async (trx: Tx, id: number): Promise<CampaignRow | undefined> =>
  campaigns(trx).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertCampaign = async (trx: Tx, row: Insertable<CampaignTable>): Promise<number> =>
  (await trx.insertInto('campaign').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateCampaign = async (trx: Tx, id: number, changes: Updateable<CampaignTable>) =>
  trx
    .updateTable('campaign')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .execute();

/** Words of campaigns that begin like one. */
export const selectCodesLike = async (trx: Tx, code: string): Promise<ReadonlySet<string>> =>
  new Set(
    (
      await trx
        .selectFrom('campaign')
        .select('code')
        .where(sql<boolean>`starts_with(code, ${code})`)
        .execute()
    ).map((row) => row.code),
  );

/** Of these libraries, and of the whole network; null = all of them. */
const ofLibraries = (libraryIds: readonly number[] | null) =>
  libraryIds === null
    ? sql<boolean>`true`
    : sql<boolean>`(library_id is null or library_id = any(${[...libraryIds]}::bigint[]))`;

const shown = (view: CampaignView, today: LocalDate) =>
  ({
    open: sql<boolean>`archived_at is null and state in ('draft', 'submitted')`,
    running: sql<boolean>`archived_at is null and state = 'approved' and until_on >= ${today}::date`,
    over: sql<boolean>`archived_at is null and state = 'approved' and until_on < ${today}::date`,
    reported: sql<boolean>`archived_at is null and state = 'reported'`,
    archived: sql<boolean>`archived_at is not null`,
  })[view];

export interface CampaignFilter {
  view: CampaignView;
  today: LocalDate;
  /** Besides those of the whole network; null = of all. */
  libraryIds: readonly number[] | null;
  beforeId: number | null;
  limit: number;
}

/** From the newest to the oldest; one row more than `limit`. */
export async function selectCampaigns(
  db: Db | Tx,
  { view, today, libraryIds, beforeId, limit }: CampaignFilter,
): Promise<CampaignRow[]> {
  let query = campaigns(db)
    .where(shown(view, today))
    .where(ofLibraries(libraryIds))
    .orderBy('id', 'desc')
    .limit(limit + 1);
  if (beforeId !== null) query = query.where('id', '<', beforeId);
  return query.execute();
}

export async function countViews(
  db: Db | Tx,
  { today, libraryIds }: { today: LocalDate; libraryIds: readonly number[] | null },
): Promise<Record<CampaignView, number>> {
  const count = (view: CampaignView) => sql<number>`(count(*) filter (where ${shown(view, today)}))::integer`;
  return db
    .selectFrom('campaign')
    .select([
      count('open').as('open'),
      count('running').as('running'),
      count('over').as('over'),
      count('reported').as('reported'),
      count('archived').as('archived'),
    ])
    .where(ofLibraries(libraryIds))
    .executeTakeFirstOrThrow();
}

/** Those that are drafted or approved and not put away, the latest first. */
export const selectChoices = async (
  db: Db | Tx,
  { libraryIds, limit }: { libraryIds: readonly number[] | null; limit: number },
) =>
  db
    .selectFrom('campaign')
    .select(['id', 'code', 'name', 'fromOn as from', 'untilOn as until', 'libraryId'])
    .where('archivedAt', 'is', null)
    .where('state', '<>', 'reported')
    .where(ofLibraries(libraryIds))
    .orderBy('untilOn', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();

/** Those that are not put away and of which a day lies between two, by their first day. */
export const selectBetween = async (
  db: Db | Tx,
  {
    libraryIds,
    from,
    until,
    limit,
  }: { libraryIds: readonly number[] | null; from: LocalDate; until: LocalDate; limit: number },
): Promise<CampaignRow[]> =>
  campaigns(db)
    .where('archivedAt', 'is', null)
    .where('untilOn', '>=', from)
    .where('fromOn', '<=', until)
    .where(ofLibraries(libraryIds))
    .orderBy('fromOn')
    .orderBy('id')
    .limit(limit)
    .execute();

/** Those that are not put away and promote a programme or a record, the latest first. */
export async function selectPromoting(
  db: Db | Tx,
  thing: { kind: 'program' | 'record'; id: number },
  { libraryIds, limit }: { libraryIds: readonly number[] | null; limit: number },
): Promise<CampaignRow[]> {
  const column = thing.kind === 'program' ? 'campaignThing.programId' : 'campaignThing.bibId';
  return campaigns(db)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('campaignThing')
          .select('campaignThing.id')
          .whereRef('campaignThing.campaignId', '=', 'campaign.id')
          .where(column, '=', thing.id),
      ),
    )
    .where('archivedAt', 'is', null)
    .where(ofLibraries(libraryIds))
    .orderBy('untilOn', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
