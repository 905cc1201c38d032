import { sql, type ExpressionBuilder, type Insertable, type Updateable } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { DB, Member as MemberTable } from '#platform/database/db-types';
import type { LocalDate } from '#shared/dates';
import type {
  GuardianConsent,
  LoanMember,
  MemberContact,
  MemberKind,
  MemberStatus,
  NikMismatch,
  Sex,
} from '../client.ts';
import { fieldsThat } from '../rules/member-fields.ts';
import { asWritten, spellings } from './card-numbers.queries.ts';

const openBlocks = sql<LoanMember['blocks']>`(
  select coalesce(
    json_agg(
      json_build_object('id', id, 'kind', kind, 'reason', reason, 'untilDate', until_date) order by id
    ),
    '[]'
  )
  from member_block where member_id = member.id and lifted_at is null
)`;

const selectLoanMember = (db: Db | Tx, number: string) =>
  db
    .selectFrom('member')
    .innerJoin('memberCategory', 'memberCategory.id', 'member.categoryId')
    .select([
      'member.id',
      'member.number',
      'member.fullName',
      'member.kind',
      'member.categoryId',
      'memberCategory.code as categoryCode',
      'member.homeLibraryId',
      'member.expiresOn',
      'member.lastActiveOn',
      'member.status',
      'member.birthDate',
      'member.guardianConsent',
      'member.email',
      'member.locale',
      'member.renewsItself',
      sql<boolean>`member.erased_at is not null`.as('erased'),
      openBlocks.as('blocks'),
    ])
    .where('member.number', 'in', spellings(number))
    .orderBy(asWritten('member.number', number))
    .limit(1)
    .$narrowType<{ kind: MemberKind; status: MemberStatus; locale: 'id' | 'en'; guardianConsent: GuardianConsent }>();

export const findLoanMember = async (db: Db | Tx, number: string): Promise<LoanMember | undefined> =>
  selectLoanMember(db, number).executeTakeFirst();

/** Locks members, in the order of their ids. @returns their categories by id; who is not there any more, or was erased, is not in it */
export async function lockMembers(trx: Tx, ids: readonly number[]): Promise<Map<number, number>> {
  if (ids.length === 0) return new Map();
  const rows = await trx
    .selectFrom('member')
    .select(['id', 'categoryId'])
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('erasedAt', 'is', null)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  return new Map(rows.map((row) => [row.id, row.categoryId]));
}

/** Holds members so that none of them is erased until the transaction ends; desks do not wait for it. @returns those who are still there */
export async function keepMembers(trx: Tx, ids: readonly number[]): Promise<number[]> {
  const rows = await trx
    .selectFrom('member')
    .select('id')
    .where('id', '=', sql<number>`any(${[...ids]}::bigint[])`)
    .where('erasedAt', 'is', null)
    .orderBy('id')
    .forKeyShare()
    .execute();
  return rows.map(({ id }) => id);
}

/** Blocks are read after the lock is held, so that a block set by another desk a moment ago is seen. */
export async function lockLoanMember(trx: Tx, number: string): Promise<LoanMember | undefined> {
  // asked at once, done one after the other
  const [locked, member] = await Promise.all([
    trx
      .selectFrom('member')
      .select('number')
      .where('number', 'in', spellings(number))
      .orderBy(asWritten('number', number))
      .limit(1)
      // others may still point at the member meanwhile: a notice, a hold's copy
      .forNoKeyUpdate()
      .executeTakeFirst(),
    findLoanMember(trx, number),
  ]);
  if (!locked || locked.number === member?.number) return locked && member;
  return findLoanMember(trx, locked.number);
}

const selectMembers = (db: Db | Tx) =>
  db
    .selectFrom('member')
    .innerJoin('memberCategory', 'memberCategory.id', 'member.categoryId')
    .innerJoin('library', 'library.id', 'member.homeLibraryId')
    .select([
      'member.id',
      'member.number',
      'member.fullName',
      'member.kind',
      'memberCategory.code as category',
      'library.code as homeLibrary',
      'member.expiresOn',
      'member.status',
    ])
    .$narrowType<{ kind: MemberKind; status: MemberStatus }>();

const contacts = sql<MemberContact[]>`(
  select coalesce(
    json_agg(
      json_build_object('name', name, 'role', role, 'phone', phone, 'email', email, 'mayBorrow', may_borrow) order by position
    ),
    '[]'
  )
  from member_contact where member_id = member.id
)`;

const selectWholeMember = (db: Db | Tx) =>
  selectMembers(db)
    .leftJoin('memberIdentity', 'memberIdentity.memberId', 'member.id')
    .select(fieldsThat(() => true).map((name) => `member.${name}` as const))
    .select([
      'memberIdentity.nikLast4',
      'member.categoryId',
      'member.homeLibraryId',
      'library.timeZone',
      'member.birthDate',
      'member.sex',
      'member.guardianConsent',
      'member.joinedOn',
      'member.lastActiveOn',
      'member.restrictedAt',
      'member.dataConfirmedAt',
      'member.dataConfirmedBy',
      'member.erasedAt',
      'member.photoKey',
      'member.locale',
      'member.renewsItself',
      'member.isSample',
      'member.version',
    ])
    .select((eb) => [
      eb('member.pinHash', 'is not', null).as('hasPin'),
      contacts.as('contacts'),
      eb.fn.coalesce('memberIdentity.nikMismatch', sql<string[]>`'{}'`).as('nikMismatch'),
    ])
    .$narrowType<{ sex: Sex | null; locale: 'id' | 'en'; hasPin: boolean; nikMismatch: NikMismatch[] }>()
    .$narrowType<{ guardianConsent: GuardianConsent }>();
export type MemberRecord = NonNullable<Awaited<ReturnType<typeof findMember>>>;

export const findMember = async (db: Db | Tx, number: string) =>
  selectWholeMember(db)
    .where('member.number', 'in', spellings(number))
    .orderBy(asWritten('member.number', number))
    .limit(1)
    .executeTakeFirst();
export const findMemberById = async (db: Db | Tx, id: number) =>
  selectWholeMember(db).where('member.id', '=', id).executeTakeFirst();

export async function lockMember(trx: Tx, number: string) {
  const row = await trx
    .selectFrom('member')
    .select('id')
    .where('number', 'in', spellings(number))
    .orderBy(asWritten('number', number))
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
  return row && findMemberById(trx, row.id);
}

/** Members who may be the same person: same folded name and birth date, still active. */
export const selectSamePerson = async (
  db: Db | Tx,
  person: { foldedName: string; birthDate: LocalDate; exceptId: number | null },
) =>
  db
    .selectFrom('member')
    .select(['number', 'fullName', 'foldedName', 'birthDate', 'homeLibraryId'])
    .where('foldedName', '=', person.foldedName)
    .where('birthDate', '=', person.birthDate)
    .where('status', '=', 'active')
    .$if(person.exceptId !== null, (query) => query.where('id', '<>', person.exceptId))
    .orderBy('id')
    .limit(5)
    .execute();

export interface MemberFilter {
  words: { typed: string; key: string }[];
  numberPrefix: string | null;
  phone: string | null;
  /** Libraries whose members are found by telephone; null = all. */
  phoneWithin: readonly number[] | null;
  category: string | null;
  homeLibraryId: number | null;
  /** Libraries whose members may be seen; null = all. */
  within: readonly number[] | null;
  status: MemberStatus | null;
}

const escapeLike = (text: string): string => text.replace(/[\\%_]/g, '\\$&');

/** Does a member match what was typed: all words of the name, the start of the number, or the phone? */
const matches = (eb: ExpressionBuilder<DB, 'member'>, { words, numberPrefix, phone, phoneWithin }: MemberFilter) => {
  const like = (word: string) => eb('searchName', 'like', `% ${escapeLike(word)}%`);
  const name = words.map(({ typed, key }) => (typed === key ? like(key) : eb.or([like(typed), like(key)])));
  return eb.or([
    ...(name.length > 0 ? [eb.and(name)] : []),
    ...(numberPrefix !== null ? [eb('number', 'like', `${escapeLike(numberPrefix)}%`)] : []),
    ...(phone !== null && phoneWithin?.length !== 0
      ? [
          eb.and([
            eb(sql`regexp_replace(${eb.ref('phone')}, '\\D', '', 'g')`, 'like', `%${phone}%`),
            ...(phoneWithin ? [eb('homeLibraryId', 'in', [...phoneWithin])] : []),
          ]),
        ]
      : []),
  ]);
};

export async function selectSummaries(
  db: Db,
  filter: MemberFilter,
  page: { after: { fullName: string; id: number } | null; limit: number },
) {
  const { words, numberPrefix, phone, category, homeLibraryId, within, status } = filter;
  const { after } = page;
  const asked = words.length > 0 || numberPrefix !== null || phone !== null;
  let query = db
    // what was typed is looked up first, by its indexes; without it the list is read along the index of names
    .with(
      (cte) => (asked ? cte('found').materialized() : cte('found').notMaterialized()),
      (cte) => {
        const all = cte
          .selectFrom('member')
          .select(['id', 'number', 'fullName', 'kind', 'categoryId', 'homeLibraryId', 'expiresOn', 'status']);
        return asked ? all.where((eb) => matches(eb, filter)) : all;
      },
    )
    .selectFrom('found')
    .innerJoin('memberCategory', 'memberCategory.id', 'found.categoryId')
    .innerJoin('library', 'library.id', 'found.homeLibraryId')
    .select(['found.id', 'found.number', 'found.fullName', 'found.kind', 'memberCategory.code as category'])
    .select(['library.code as homeLibrary', 'found.expiresOn', 'found.status'])
    .$narrowType<{ kind: MemberKind; status: MemberStatus }>();
  if (category !== null) query = query.where('memberCategory.code', '=', category);
  if (homeLibraryId !== null) query = query.where('found.homeLibraryId', '=', homeLibraryId);
  if (within !== null) query = query.where('found.homeLibraryId', 'in', within.length > 0 ? [...within] : [0]);
  if (status !== null) query = query.where('found.status', '=', status);
  if (after) {
    query = query.where((eb) =>
      eb.or([
        eb('found.fullName', '>', after.fullName),
        eb.and([eb('found.fullName', '=', after.fullName), eb('found.id', '>', after.id)]),
      ]),
    );
  }
  return query.orderBy('found.fullName').orderBy('found.id').limit(page.limit).execute();
}

export const insertMemberRow = async (trx: Tx, row: Insertable<MemberTable>): Promise<number> =>
  (await trx.insertInto('member').values(row).returning('id').executeTakeFirstOrThrow()).id;

export async function updateMemberRow(trx: Tx, id: number, changes: Updateable<MemberTable>, at: Date): Promise<void> {
  await trx
    .updateTable('member')
    .set({ ...changes, updatedAt: at })
    .set((eb) => ({ version: eb('version', '+', 1) }))
    .where('id', '=', id)
    .execute();
}

/** Those of some folded names that members have. */
export async function selectFoldedNames(db: Db | Tx, names: readonly string[]): Promise<string[]> {
  const rows = await db
    .selectFrom('member')
    .select('foldedName')
    .distinct()
    .where('foldedName', '=', sql<string>`any(${[...names]}::text[])`)
    .execute();
  return rows.map(({ foldedName }) => foldedName);
}
