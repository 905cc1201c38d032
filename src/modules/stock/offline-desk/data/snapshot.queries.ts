import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import type { MemberScope } from '../client.ts';

export interface Carried {
  libraryId: number;
  members: MemberScope;
  /** Home libraries whose members the desk serves; null = all. */
  served: readonly number[] | null;
}

/** Which members a device carries: those it serves of its own library and who has its books, or of the network. */
const carried = ({ libraryId, members, served }: Carried) => sql<boolean>`
  member.erased_at is null
  and (${served === null} or member.home_library_id = any(${served === null ? [] : [...served]}::bigint[]))
  and (${members === 'network'} or member.home_library_id = ${libraryId} or exists (
    select from loan l join item i on i.id = l.item_id
    where l.member_id = member.id and l.status in ('open', 'claimed_returned')
      and (l.library_id = ${libraryId} or i.library_id = ${libraryId})))`;

export const selectCards = async (db: Db, about: Carried) =>
  db
    .selectFrom('member')
    .select(['number', 'fullName', 'kind', 'categoryId', 'expiresOn', 'status', 'birthDate'])
    .select(sql<'unknown' | 'missing' | 'given'>`guardian_consent`.as('guardianConsent'))
    .select(
      sql<[string, string | null][]>`coalesce((select json_agg(json_build_array(b.kind, b.until_date) order by b.id)
        from member_block b where b.member_id = member.id and b.lifted_at is null), '[]')`.as('blocks'),
    )
    .where(carried(about))
    .orderBy('number')
    .execute();

/** Running loans of the members that are carried, and those of the library's copies, whoever has them. */
export const selectRunning = async (db: Db, about: Carried) =>
  db
    .selectFrom('loan')
    .innerJoin('item', 'item.id', 'loan.itemId')
    .innerJoin('member', 'member.id', 'loan.memberId')
    .select([
      'item.barcode',
      'item.itemType',
      'item.bibId',
      'loan.onSite',
      'loan.dueAt',
      'loan.status',
      'member.number',
    ])
    .select(carried(about).as('carried'))
    .where('loan.status', 'in', ['open', 'claimed_returned'])
    .where((eb) =>
      eb.or([carried(about), eb('item.libraryId', '=', about.libraryId), eb('loan.libraryId', '=', about.libraryId)]),
    )
    .orderBy('loan.id')
    .execute();

/** The copies of a library, and what was lent there of others. */
export const selectCopies = async (db: Db, { libraryId }: Carried) =>
  db
    .selectFrom('item')
    .innerJoin('bib', 'bib.id', 'item.bibId')
    .select([
      'item.barcode',
      'item.itemType',
      'item.status',
      'item.setAside',
      'item.deskNote',
      'item.bibId',
      'bib.title',
    ])
    .select(
      sql<string | null>`(select m.number from hold h join member m on m.id = h.member_id
        where item.set_aside = 'waiting' and h.item_id = item.id and h.status = 'waiting' limit 1)`.as('keptFor'),
    )
    .where('item.status', '<>', 'withdrawn')
    .where((eb) =>
      eb.or([
        eb('item.libraryId', '=', libraryId),
        sql<boolean>`exists (select from loan l where l.item_id = item.id and l.library_id = ${libraryId}
          and l.status in ('open', 'claimed_returned'))`,
      ]),
    )
    .orderBy('item.barcode')
    .execute();
