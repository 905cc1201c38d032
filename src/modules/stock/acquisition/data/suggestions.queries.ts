import { sql, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { Suggestion as SuggestionTable } from '#platform/database/db-types';
import type { ReaderSuggestion, StaffSuggestion } from '../client.ts';
import { LIVE, type SuggestionStatus } from '../rules/suggestion-states.ts';

const COLUMNS = [
  'suggestion.id',
  'suggestion.title',
  'suggestion.author',
  'suggestion.publisher',
  'suggestion.year',
  'suggestion.isbn',
  'suggestion.createdAt',
  'suggestion.decidedAt',
  'suggestion.reason',
  'suggestion.bibId',
  'suggestion.version',
] as const;
const votes = sql<number>`(select count(*) from suggestion_vote v where v.suggestion_id = suggestion.id)`;
const status = sql<SuggestionStatus>`suggestion.status`;

const shown = (db: Db | Tx) =>
  db
    .selectFrom('suggestion')
    .select(COLUMNS)
    .select([votes.as('votes'), status.as('status')]);

const forReader = (db: Db | Tx, memberId: number) =>
  shown(db).select([
    sql<boolean>`suggestion.member_id is not distinct from ${memberId}::bigint`.as('own'),
    sql<boolean>`exists (select from suggestion_vote v where v.suggestion_id = suggestion.id and v.member_id = ${memberId})`.as(
      'voted',
    ),
  ]);

/** What readers vote for, most wanted first. `after`: votes and id of the last one seen. */
export async function selectVotedOn(
  db: Db | Tx,
  memberId: number,
  page: { statuses: readonly SuggestionStatus[]; after: { votes: number; id: number } | null; limit: number },
): Promise<ReaderSuggestion[]> {
  let query = forReader(db, memberId)
    .where('suggestion.status', 'in', [...page.statuses])
    .orderBy('votes', 'desc')
    .orderBy('suggestion.id')
    .limit(page.limit + 1);
  if (page.after) query = query.where(afterInVotes(page.after));
  return query.execute();
}

const afterInVotes = ({ votes: seen, id }: { votes: number; id: number }) =>
  sql<boolean>`(${votes} < ${seen} or (${votes} = ${seen} and suggestion.id > ${id}))`;

/** What a reader asked for or voted for, the latest first. */
export const selectOfReader = async (db: Db | Tx, memberId: number, limit: number): Promise<ReaderSuggestion[]> =>
  forReader(db, memberId)
    .where(
      sql<boolean>`(suggestion.member_id = ${memberId}
        or suggestion.id in (select suggestion_id from suggestion_vote where member_id = ${memberId}))`,
    )
    .orderBy('suggestion.id', 'desc')
    .limit(limit)
    .execute();

export const findForReader = async (db: Db | Tx, memberId: number, id: number): Promise<ReaderSuggestion | undefined> =>
  forReader(db, memberId).where('suggestion.id', '=', id).executeTakeFirst();

const forStaff = (db: Db | Tx) =>
  shown(db)
    .innerJoin('library', 'library.id', 'suggestion.libraryId')
    .select([
      'suggestion.note',
      'suggestion.decidedBy',
      'suggestion.libraryId',
      'library.code as libraryCode',
      'library.name as libraryName',
      'library.timeZone',
    ]);
type StaffRow = NonNullable<Awaited<ReturnType<ReturnType<typeof forStaff>['executeTakeFirst']>>>;
const staffView = ({ libraryId, libraryCode, libraryName, timeZone, ...row }: StaffRow): StaffSuggestion => ({
  ...row,
  library: { id: libraryId, code: libraryCode, name: libraryName, timeZone },
});

/** For those who decide, most wanted first. @param page.libraries null = all */
export async function selectForStaff(
  db: Db | Tx,
  page: {
    statuses: readonly SuggestionStatus[];
    libraries: readonly number[] | null;
    after: { votes: number; id: number } | null;
    limit: number;
  },
): Promise<StaffSuggestion[]> {
  let query = forStaff(db)
    .where('suggestion.status', 'in', [...page.statuses])
    .orderBy('votes', 'desc')
    .orderBy('suggestion.id')
    .limit(page.limit + 1);
  if (page.libraries) {
    query = query.where('suggestion.libraryId', '=', sql<number>`any(${[...page.libraries]}::bigint[])`);
  }
  if (page.after) query = query.where(afterInVotes(page.after));
  return (await query.execute()).map(staffView);
}

export async function findForStaff(db: Db | Tx, id: number): Promise<StaffSuggestion | null> {
  const row = await forStaff(db).where('suggestion.id', '=', id).executeTakeFirst();
  return row ? staffView(row) : null;
}

/** Live suggestions that may be the same wish. */
export const selectAlike = async (trx: Tx, { isbn, titleKey }: { isbn: string | null; titleKey: string }) =>
  trx
    .selectFrom('suggestion')
    .select(['id', 'isbn', 'titleKey', 'authorKey'])
    .where('status', 'in', [...LIVE])
    .where(sql<boolean>`(isbn = ${isbn}::text or (title_key = ${titleKey}::text and title_key <> ''))`)
    .orderBy('id')
    .execute();

export const insertSuggestion = async (trx: Tx, row: Insertable<SuggestionTable>): Promise<number> =>
  (await trx.insertInto('suggestion').values(row).returning('id').executeTakeFirstOrThrow()).id;

export const lockSuggestion = async (trx: Tx, id: number) =>
  trx
    .selectFrom('suggestion')
    .select([
      'id',
      'libraryId',
      'memberId',
      'title',
      'author',
      'publisher',
      'year',
      'isbn',
      'note',
      'reason',
      'bibId',
      'version',
      status.as('status'),
    ])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();

export async function updateSuggestion(trx: Tx, id: number, changes: Updateable<SuggestionTable>): Promise<number> {
  const { version } = await trx
    .updateTable('suggestion')
    .set({ ...changes, version: sql`version + 1` })
    .where('id', '=', id)
    .returning('version')
    .executeTakeFirstOrThrow();
  return version;
}

export const deleteSuggestion = async (trx: Tx, id: number) =>
  trx.deleteFrom('suggestion').where('id', '=', id).execute();

/** @returns false when this reader has voted before */
export async function insertVote(
  trx: Tx,
  vote: { suggestionId: number; memberId: number; votedAt: Date },
): Promise<boolean> {
  const made = await trx
    .insertInto('suggestionVote')
    .values(vote)
    .onConflict((conflict) => conflict.doNothing())
    .returning('memberId')
    .executeTakeFirst();
  return made !== undefined;
}

/** @returns false when there was none */
export async function deleteVote(trx: Tx, suggestionId: number, memberId: number): Promise<boolean> {
  const gone = await trx
    .deleteFrom('suggestionVote')
    .where('suggestionId', '=', suggestionId)
    .where('memberId', '=', memberId)
    .returning('memberId')
    .executeTakeFirst();
  return gone !== undefined;
}

/** Everybody who wants it. */
export async function selectVoters(trx: Tx, suggestionId: number): Promise<number[]> {
  const rows = await trx
    .selectFrom('suggestionVote')
    .select('memberId')
    .where('suggestionId', '=', suggestionId)
    .orderBy('memberId')
    .execute();
  return rows.map((row) => row.memberId);
}

/** What is kept of a member here, for the member to read. */
export const selectSuggestionsOf = async (db: Db | Tx, memberId: number) =>
  forReader(db, memberId)
    .select('suggestion.note')
    .where(
      sql<boolean>`(suggestion.member_id = ${memberId}
        or suggestion.id in (select suggestion_id from suggestion_vote where member_id = ${memberId}))`,
    )
    .orderBy('suggestion.id')
    .execute();

/** The wish stays, the person goes: votes, words and the link to who asked. A wish that nobody else has goes whole. */
export async function forgetSuggester(trx: Tx, memberId: number): Promise<void> {
  await trx.deleteFrom('suggestionVote').where('memberId', '=', memberId).execute();
  await sql`delete from suggestion s where member_id = ${memberId} and status in ('open', 'later')
    and not exists (select from suggestion_vote v where v.suggestion_id = s.id)`.execute(trx);
  await trx.updateTable('suggestion').set({ memberId: null, note: null }).where('memberId', '=', memberId).execute();
}
