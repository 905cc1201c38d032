import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Questionnaire, QuestionnaireDetail } from '../client.ts';
import type { Content } from '../rules/content.ts';
import { toldResponses } from './placements.queries.ts';

/**
 * A version is held from when a placement of it opens: were it held from the first answer, a change would tell whether there is one. The
 * trigger that freezes it at the first answer stays beneath.
 */
const isHeld = (now: Date) => sql<boolean>`(questionnaire_version.frozen or exists (
  select from questionnaire_placement opened where opened.version_id = questionnaire_version.id and opened.opens_at <= ${now}::timestamptz))`;

/** The latest version of each questionnaire. */
const latest = (db: Db | Tx, now: Date) =>
  db
    .selectFrom('questionnaire')
    .innerJoin('library', 'library.id', 'questionnaire.libraryId')
    .innerJoin('questionnaireVersion', (join) =>
      join
        .onRef('questionnaireVersion.questionnaireId', '=', 'questionnaire.id')
        .on(
          'questionnaireVersion.number',
          '=',
          sql<number>`(select max(v.number) from questionnaire_version v where v.questionnaire_id = questionnaire.id)`,
        ),
    )
    .select([
      'questionnaire.id',
      'questionnaire.name',
      'questionnaire.instrument',
      'questionnaire.changedAt',
      'questionnaire.archivedAt',
      'questionnaire.libraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
      'questionnaireVersion.id as versionId',
      'questionnaireVersion.number as version',
      isHeld(now).as('frozen'),
      'questionnaireVersion.revision',
      sql<number>`(select count(*) from questionnaire_placement p join questionnaire_version v on v.id = p.version_id
        where v.questionnaire_id = questionnaire.id)`.as('placements'),
      sql<number>`(select coalesce(sum(${toldResponses(now)}), 0)::bigint from questionnaire_placement p
        join questionnaire_version v on v.id = p.version_id where v.questionnaire_id = questionnaire.id)`.as(
        'responses',
      ),
    ]);
type LatestRow = NonNullable<Awaited<ReturnType<ReturnType<typeof latest>['executeTakeFirst']>>>;

const shown = ({ versionId: _id, revision: _revision, ...row }: LatestRow): Questionnaire => {
  const { libraryId, libraryCode, libraryName, timeZone, ...rest } = row;
  return { ...rest, library: { id: libraryId, code: libraryCode, name: libraryName, timeZone } };
};

/** Newest change first. @param page.libraries null = all */
export async function selectQuestionnaires(
  db: Db | Tx,
  page: {
    libraries: readonly number[] | null;
    archived: boolean;
    after: { changedAt: Date; id: number } | null;
    limit: number;
    now: Date;
  },
): Promise<Questionnaire[]> {
  let query = latest(db, page.now)
    .where('questionnaire.archivedAt', page.archived ? 'is not' : 'is', null)
    .orderBy('questionnaire.changedAt', 'desc')
    .orderBy('questionnaire.id', 'desc')
    .limit(page.limit + 1);
  if (page.libraries) {
    query = query.where('questionnaire.libraryId', '=', sql<number>`any(${[...page.libraries]}::bigint[])`);
  }
  if (page.after) {
    const { changedAt, id } = page.after;
    query = query.where(
      sql<boolean>`(questionnaire.changed_at, questionnaire.id) < (${changedAt}::timestamptz, ${id}::bigint)`,
    );
  }
  return (await query.execute()).map(shown);
}

export async function findQuestionnaire(db: Db | Tx, id: number, now: Date): Promise<QuestionnaireDetail | null> {
  const row = await latest(db, now)
    .select(sql<Content>`questionnaire_version.content`.as('content'))
    .where('questionnaire.id', '=', id)
    .executeTakeFirst();
  return row ? { ...shown(row), versionId: row.versionId, revision: row.revision, content: row.content } : null;
}

export async function insertQuestionnaire(
  trx: Tx,
  row: { libraryId: number; name: string; instrument: string; content: Content; at: Date },
): Promise<number> {
  const { id } = await trx
    .insertInto('questionnaire')
    .values({
      libraryId: row.libraryId,
      name: row.name,
      instrument: row.instrument,
      createdAt: row.at,
      changedAt: row.at,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  await insertVersion(trx, id, 1, row.content);
  return id;
}

/** Nobody else changes it until the transaction ends. */
export const lockQuestionnaire = async (trx: Tx, id: number) =>
  trx.selectFrom('questionnaire').select(['id', 'libraryId']).where('id', '=', id).forUpdate().executeTakeFirst();

export const insertVersion = async (trx: Tx, questionnaireId: number, number: number, content: Content) =>
  trx
    .insertInto('questionnaireVersion')
    .values({ questionnaireId, number, content: JSON.stringify(content) })
    .returning('id')
    .executeTakeFirstOrThrow();

/**
 * @returns false when it is asked already, or somebody else changed it; also when it is to ask for files and is placed, though not open yet,
 * where answers have no names: a file tells whose it is
 */
export async function updateVersion(
  trx: Tx,
  id: number,
  { revision, now }: { revision: number; now: Date },
  content: Content,
): Promise<boolean> {
  // whoever places it holds it: seen after them, so that their placement counts
  await trx.selectFrom('questionnaireVersion').select('id').where('id', '=', id).forUpdate().execute();
  const nameless = sql<boolean>`exists (select from questionnaire_placement p
    where p.version_id = questionnaire_version.id and p.privacy <> 'named')`;
  const asksForFile = content.questions.some(({ kind }) => kind === 'file');
  const done = await trx
    .updateTable('questionnaireVersion')
    .set({ content: JSON.stringify(content), revision: revision + 1 })
    .$if(asksForFile, (query) => query.where(sql<boolean>`not ${nameless}`))
    .where('id', '=', id)
    .where('revision', '=', revision)
    .where(sql<boolean>`not ${isHeld(now)}`)
    .returning('id')
    .executeTakeFirst();
  return done !== undefined;
}

export const updateQuestionnaire = async (
  trx: Tx,
  id: number,
  changes: { name?: string; changedAt?: Date; archivedAt?: Date | null },
) => trx.updateTable('questionnaire').set(changes).where('id', '=', id).execute();

/** What is asked in a version, which may not change while the transaction lasts. */
export async function readVersion(db: Db | Tx, id: number): Promise<Content> {
  const row = await db
    .selectFrom('questionnaireVersion')
    .select(sql<Content>`content`.as('content'))
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.content;
}
/** What was asked in these versions. */
export async function readVersions(db: Db | Tx, ids: readonly number[]): Promise<Map<number, Content>> {
  const rows = await db
    .selectFrom('questionnaireVersion')
    .select(['id', sql<Content>`content`.as('content')])
    .where('id', '=', sql<number>`any(${[...new Set(ids)]}::bigint[])`)
    .execute();
  return new Map(rows.map(({ id, content }) => [id, content]));
}
export const holdVersion = async (trx: Tx, id: number) =>
  trx.selectFrom('questionnaireVersion').select('id').where('id', '=', id).forUpdate().execute();
