import { sql, type Insertable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { SatisfactionRound } from '#platform/database/db-types';
import type { PopulationSource, Round, RoundState, Service } from '../client.ts';

const base = (db: Db | Tx) =>
  db
    .selectFrom('satisfactionRound as r')
    .leftJoin('library as l', 'l.id', 'r.libraryId')
    .select([
      'r.id',
      'r.libraryId',
      'r.name',
      'r.startsOn',
      'r.endsOn',
      'r.population',
      'r.invites',
      'r.openedAt',
      'r.closedAt',
      'r.publishedAt',
      'r.total',
      'r.complete',
      'r.squares',
      'r.suggestions',
      'r.suggestionsVersion',
      sql<Service>`r.service`.as('service'),
      sql<RoundState>`r.state`.as('state'),
      sql<PopulationSource>`r.population_source`.as('populationSource'),
      'l.code as libraryCode',
      'l.name as libraryName',
      'l.timeZone',
      sql<
        Round['places']
      >`coalesce((select json_agg(json_build_object('libraryId', p.library_id, 'placementId', p.placement_id)
        order by p.placement_id) from satisfaction_place p where p.round_id = r.id), '[]')`.as('places'),
    ]);
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirst']>>>;

function shown({ libraryId, libraryCode, libraryName, timeZone, ...row }: Row): Round {
  return {
    ...row,
    library:
      libraryId === null
        ? null
        : { id: libraryId, code: libraryCode ?? '', name: libraryName ?? '', timeZone: timeZone ?? '' },
  };
}

export async function findRound(db: Db | Tx, id: number): Promise<Round | null> {
  const row = await base(db).where('r.id', '=', id).executeTakeFirst();
  return row ? shown(row) : null;
}

export interface RoundFilter {
  /** null = of all libraries and of the network. */
  libraries?: readonly number[] | null;
  states?: readonly RoundState[];
  of?: { service: Service; libraryId: number | null };
  beforeId?: number | null;
  limit?: number;
}

/** The latest made first. */
export async function selectRounds(db: Db | Tx, filter: RoundFilter): Promise<Round[]> {
  const { libraries = null, states, of, beforeId = null, limit } = filter;
  let query = base(db).orderBy('r.id', 'desc');
  if (libraries) query = query.where('r.libraryId', '=', sql<number>`any(${[...libraries]}::bigint[])`);
  if (states) query = query.where('r.state', '=', sql<string>`any(${[...states]}::text[])`);
  if (of) query = query.where('r.service', '=', of.service).where('r.libraryId', 'is not distinct from', of.libraryId);
  if (beforeId !== null) query = query.where('r.id', '<', beforeId);
  if (limit !== undefined) query = query.limit(limit);
  return (await query.execute()).map(shown);
}

/** Published rounds, that of the latest period first. */
export async function selectPublished(db: Db | Tx): Promise<Round[]> {
  const rows = await base(db)
    .where('r.state', '=', 'published')
    .orderBy('r.endsOn', 'desc')
    .orderBy('r.id', 'desc')
    .execute();
  return rows.map(shown);
}

/** Nobody else moves it until the transaction ends. */
export async function lockRound(trx: Tx, id: number): Promise<Round | null> {
  const held = await trx
    .selectFrom('satisfactionRound')
    .select('id')
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  return held ? findRound(trx, id) : null;
}

/** Keeps an open round open until the transaction ends. @returns false when it is not open */
export const holdOpen = async (trx: Tx, id: number): Promise<boolean> =>
  (await trx
    .selectFrom('satisfactionRound')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'open')
    .forShare()
    .executeTakeFirst()) !== undefined;

export const insertRound = async (trx: Tx, row: Insertable<SatisfactionRound>): Promise<number> =>
  (await trx.insertInto('satisfactionRound').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const updateRound = async (
  trx: Tx,
  id: number,
  changes: {
    state?: RoundState;
    openedAt?: Date | null;
    closedAt?: Date | null;
    publishedAt?: Date | null;
    total?: number | null;
    complete?: number | null;
    squares?: number | null;
    suggestions?: string;
    suggestionsVersion?: number;
    population?: number | null;
    populationSource?: PopulationSource;
  },
): Promise<void> => {
  await trx.updateTable('satisfactionRound').set(changes).where('id', '=', id).execute();
};

export const deleteRound = async (trx: Tx, id: number): Promise<void> => {
  await trx.deleteFrom('satisfactionRound').where('id', '=', id).execute();
};

export const insertPlace = async (
  trx: Tx,
  place: { roundId: number; libraryId: number; placementId: number },
): Promise<void> => {
  await trx.insertInto('satisfactionPlace').values(place).execute();
};

/** Open rounds that ask by message. */
export const selectInviting = async (db: Db | Tx): Promise<Round[]> =>
  (await base(db).where('r.state', '=', 'open').where('r.invites', '=', true).orderBy('r.id').execute()).map(shown);
