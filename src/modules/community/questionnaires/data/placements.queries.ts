import { sql, type Insertable } from 'kysely';
import { certainInstant } from '#platform/clock-watch';
import type { Db, Tx } from '#platform/database/db';
import type { QuestionnairePlacement } from '#platform/database/db-types';
import type { Audience, Placement, PlacementRole, Privacy } from '../client.ts';
import { LEAST_SHOWN } from '../rules/least.ts';

/**
 * It was opened again after all its answers had been seen, and fewer than five came since: beside what was seen theirs could be told. What was
 * seen then stays all there is.
 */
const cameFewSince = sql<boolean>`(p.reopened_n is not null and (select count(*) from questionnaire_response r where r.placement_id = p.id)
    between p.reopened_n + 1 and p.reopened_n + ${LEAST_SHOWN - 1})`;

/**
 * No answer comes any more, not on paper either: what is disclosed only afterwards may be. Two tests of a pair end together, when their key
 * is destroyed: what is said of one depends on the other. A clock that jumped ahead ends nothing here until somebody accepts its date: answers
 * that come when it is right again would be told from those that were seen.
 */
const isFinal = (now: Date) => sql<boolean>`case when p.pair_id is null
    then (p.closed_at is not null or (p.closes_at is not null and coalesce(p.paper_until, p.closes_at) <= ${certainInstant(now)}))
      and not ${cameFewSince}
    else exists (select from questionnaire_pair pair where pair.id = p.pair_id and pair.closed_at is not null) end`;

/**
 * How many answers of a placement may be told: with names all that came; without, those of the figures that are seen, and in the end all.
 * A number that grows by one tells who has just answered.
 */
export const toldResponses = (now: Date) => sql<number>`case when p.privacy = 'named' or ${isFinal(now)}
    then (select count(*) from questionnaire_response r where r.placement_id = p.id)
    else coalesce((select i.shown_n from questionnaire_interim i where i.placement_id = p.id), 0) end`;

const base = (db: Db | Tx, now: Date) =>
  db
    .selectFrom('questionnairePlacement as p')
    .innerJoin('questionnaireVersion as v', 'v.id', 'p.versionId')
    .innerJoin('questionnaire as q', 'q.id', 'v.questionnaireId')
    .innerJoin('library as l', 'l.id', 'p.libraryId')
    .leftJoin('program', 'program.id', 'p.programId')
    .leftJoin('programSession as s', 's.id', 'p.sessionId')
    .leftJoin('programSpeaker as k', 'k.id', 'p.speakerId')
    .select([
      'p.id',
      'p.code',
      'p.kioskKey',
      'p.libraryId',
      'p.programId',
      'p.sessionId',
      'p.speakerId',
      'p.service',
      'p.label',
      'p.pairId',
      'p.opensAt',
      'p.closesAt',
      'p.closedAt',
      'p.paperUntil',
      'p.population',
      'p.shortCode',
      'p.reminded',
      'p.versionId',
      sql<PlacementRole>`p.role`.as('role'),
      sql<Audience>`p.audience`.as('audience'),
      sql<Privacy>`p.privacy`.as('privacy'),
      'v.number as versionNumber',
      'v.questionnaireId',
      'q.name as questionnaireName',
      'q.instrument',
      'l.code as libraryCode',
      'l.name as libraryName',
      'l.timeZone',
      'program.title as programTitle',
      'program.series',
      'program.edition',
      sql<boolean>`coalesce(program.state = 'cancelled', false)`.as('calledOff'),
      's.title as sessionTitle',
      'k.name as speakerName',
      isFinal(now).as('final'),
      sql<boolean>`p.reopened_n is not null`.as('reopened'),
      toldResponses(now).as('responses'),
      sql<number>`(select count(*) from questionnaire_told t where t.placement_id = p.id)`.as('told'),
    ]);
type Row = NonNullable<Awaited<ReturnType<ReturnType<typeof base>['executeTakeFirst']>>>;

/** Sheets of paper may be entered: until their own day, and never after it was closed by hand. */
export const takesPaper = (
  { closedAt, closesAt, paperUntil }: { closedAt: Date | null; closesAt: Date | null; paperUntil: Date | null },
  now: Date,
): boolean => {
  const end = paperUntil ?? closesAt;
  return closedAt === null && (end === null || end > now);
};

/** What was called off is open to nobody any more; sheets of what took place before may still come in. */
export function placementState(
  about: { opensAt: Date; closesAt: Date | null; closedAt: Date | null; calledOff: boolean },
  now: Date,
): Placement['state'] {
  const { opensAt, closesAt, closedAt, calledOff } = about;
  if (calledOff || closedAt !== null || (closesAt !== null && closesAt <= now)) return 'closed';
  return opensAt > now ? 'ahead' : 'open';
}

/** The same asked of the database: that it is open. */
const isOpen = (now: Date) => sql<boolean>`(p.closed_at is null and (p.closes_at is null or p.closes_at > ${now})
    and p.opens_at <= ${now} and program.state is distinct from 'cancelled')`;

function shown(row: Row, now: Date): Placement {
  const { id, code, service, role, label, audience, privacy, pairId, opensAt, closesAt, closedAt } = row;
  return {
    id,
    code,
    questionnaire: { id: row.questionnaireId, name: row.questionnaireName, instrument: row.instrument },
    versionId: row.versionId,
    versionNumber: row.versionNumber,
    library: { id: row.libraryId, code: row.libraryCode, name: row.libraryName, timeZone: row.timeZone },
    program:
      row.programId === null
        ? null
        : { id: row.programId, title: row.programTitle ?? '', series: row.series ?? '', edition: row.edition },
    session: row.sessionId === null ? null : { id: row.sessionId, title: row.sessionTitle ?? '' },
    speaker: row.speakerId === null ? null : { id: row.speakerId, name: row.speakerName ?? '' },
    service,
    role,
    label,
    audience,
    privacy,
    pairId,
    opensAt,
    closesAt,
    closedAt,
    paperUntil: row.paperUntil,
    population: row.population,
    state: placementState(row, now),
    final: row.final,
    reopened: row.reopened,
    kioskKey: row.kioskKey,
    shortCode: row.shortCode,
    responses: row.responses,
    told: row.told,
    reminded: row.reminded,
  };
}

export async function findPlacement(
  db: Db | Tx,
  by: { id: number } | { code: string },
  now: Date,
): Promise<Placement | null> {
  const query = 'id' in by ? base(db, now).where('p.id', '=', by.id) : base(db, now).where('p.code', '=', by.code);
  const row = await query.executeTakeFirst();
  return row ? shown(row, now) : null;
}

export interface PlacementFilter {
  /** null = all */
  libraries?: readonly number[] | null;
  questionnaireId?: number;
  programId?: number;
  pairId?: number;
  ids?: readonly number[];
  audience?: Audience;
  /** Only what can be answered now. */
  open?: true;
  /** Of the same questionnaire or the same standard instrument. */
  alike?: { questionnaireId: number; instrument: string };
  afterId?: number | null;
  limit?: number;
}

/** The newest first. */
export async function selectPlacements(db: Db | Tx, filter: PlacementFilter, now: Date): Promise<Placement[]> {
  let query = base(db, now).orderBy('p.id', 'desc');
  const {
    libraries = null,
    questionnaireId,
    programId,
    pairId,
    ids,
    audience,
    open,
    alike,
    afterId = null,
    limit,
  } = filter;
  if (libraries) query = query.where('p.libraryId', '=', sql<number>`any(${[...libraries]}::bigint[])`);
  if (questionnaireId !== undefined) query = query.where('q.id', '=', questionnaireId);
  if (programId !== undefined) query = query.where('p.programId', '=', programId);
  if (pairId !== undefined) query = query.where('p.pairId', '=', pairId);
  if (ids) query = query.where('p.id', '=', sql<number>`any(${[...ids]}::bigint[])`);
  if (audience !== undefined) query = query.where('p.audience', '=', audience);
  if (open) query = query.where(isOpen(now));
  if (alike) {
    const { questionnaireId: id, instrument } = alike;
    query = query.where(
      sql<boolean>`(q.id = ${id}::bigint or (q.instrument = ${instrument}::text and q.instrument <> ''))`,
    );
  }
  if (afterId !== null) query = query.where('p.id', '<', afterId);
  if (limit !== undefined) query = query.limit(limit + 1);
  return (await query.execute()).map((row) => shown(row, now));
}

/** Nobody else answers it, and nobody closes it, until the transaction ends. */
/** Holds the pair of tests to which a placement belongs, where it belongs to one. */
export async function lockPairOf(trx: Tx, placementId: number): Promise<void> {
  await trx
    .selectFrom('questionnairePair')
    .select('id')
    .where('id', '=', (eb) =>
      eb.selectFrom('questionnairePlacement').select('pairId').where('id', '=', placementId).$castTo<number>(),
    )
    .forUpdate()
    .execute();
}

export const lockPlacement = async (trx: Tx, id: number) =>
  trx
    .selectFrom('questionnairePlacement')
    .select(['id', 'libraryId', 'opensAt', 'closesAt', 'closedAt', 'paperUntil', 'pairId', 'versionId'])
    .select(
      sql<boolean>`exists (select from program where program.id = questionnaire_placement.program_id
        and program.state = 'cancelled')`.as('calledOff'),
    )
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export const insertPlacement = async (trx: Tx, row: Insertable<QuestionnairePlacement>) =>
  trx
    .insertInto('questionnairePlacement')
    .values(row)
    .onConflict((conflict) => conflict.column('code').doNothing())
    .returning('id')
    .executeTakeFirst();

export const updatePlacement = async (
  trx: Tx,
  id: number,
  changes: {
    closedAt?: Date | null;
    closesAt?: Date | null;
    shortCode?: string;
    kioskKey?: string | null;
    reminded?: number;
    population?: number | null;
    reopenedN?: number | null;
  },
) => trx.updateTable('questionnairePlacement').set(changes).where('id', '=', id).execute();

/** @returns the placements that were open */
export const closePlacementsOfPair = async (trx: Tx, pairId: number, at: Date): Promise<number[]> => {
  const closed = await trx
    .updateTable('questionnairePlacement')
    .set({ closedAt: at })
    .where('pairId', '=', pairId)
    .where('closedAt', 'is', null)
    .returning('id')
    .execute();
  return closed.map(({ id }) => id);
};

export const insertPair = async (trx: Tx, key: Buffer): Promise<number> =>
  (await trx.insertInto('questionnairePair').values({ key }).returning('id').executeTakeFirstOrThrow()).id;

/** The key of a pair that is open; null = it was destroyed. */
export async function pairKey(trx: Tx, id: number): Promise<Buffer | null> {
  const row = await trx.selectFrom('questionnairePair').select('key').where('id', '=', id).executeTakeFirst();
  return row?.key ?? null;
}
export const destroyPairKey = async (trx: Tx, id: number, at: Date) =>
  trx
    .updateTable('questionnairePair')
    .set({ key: null, closedAt: at })
    .where('id', '=', id)
    .where('closedAt', 'is', null)
    .execute();

/**
 * Pairs with a key of which no answer comes any more: both tests have closed, and the day of their sheets of paper has passed. A test without
 * a closing day, or one whose test after was never placed, ends 30 days after the programme, or after it opened where that is later.
 * @returns a placement of each
 */
export async function selectPairsToClose(db: Db | Tx, now: Date): Promise<number[]> {
  const query = sql<{ id: number }>`
    with ends as (
      select p.id, p.pair_id, p.role,
        coalesce(p.paper_until, p.closes_at) as closing,
        greatest((select max(s.ends_at) from program_session s where s.program_id = p.program_id), p.opens_at) + interval '30 days' as later
      from questionnaire_placement p join questionnaire_pair k on k.id = p.pair_id and k.closed_at is null
    )
    select min(id) as id from ends group by pair_id
    having max(coalesce(closing, later)) <= ${now}::timestamptz
      and (count(*) filter (where role = 'post') > 0 or max(later) <= ${now}::timestamptz)
    order by 1`;
  return (await query.execute(db)).rows.map(({ id }) => id);
}

/** The libraries whose questionnaire, programme and test before a placement is made of. */
export async function librariesOf(
  db: Db | Tx,
  {
    questionnaireId,
    programId,
    pairWith,
  }: { questionnaireId: number; programId: number | null; pairWith: number | null },
): Promise<number[]> {
  const query = sql<{ libraryId: number }>`select library_id from questionnaire where id = ${questionnaireId}::bigint
    union select library_id from program where id = ${programId}::bigint
    union select library_id from questionnaire_placement where id = ${pairWith}::bigint`;
  return (await query.execute(db)).rows.map(({ libraryId }) => libraryId);
}

/** Whether a session, and a speaker, belong to a programme. */
export async function subjectsFit(
  trx: Tx,
  { programId, sessionId, speakerId }: { programId: number; sessionId: number | null; speakerId: number | null },
): Promise<boolean> {
  const { rows } = await sql<{ fit: boolean }>`select
    (${sessionId}::bigint is null or exists (select from program_session where id = ${sessionId} and program_id = ${programId}))
    and (${speakerId}::bigint is null or exists (select from program_speaker where id = ${speakerId} and program_id = ${programId}))
    as fit`.execute(trx);
  return rows[0]?.fit ?? false;
}
