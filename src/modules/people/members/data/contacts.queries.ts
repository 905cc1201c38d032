import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { MemberStatus } from '../client.ts';

const firstContact = (column: 'email' | 'phone') =>
  sql<string | null>`(select ${sql.ref(`c.${column}`)} from member_contact c
    where c.member_id = member.id and ${sql.ref(`c.${column}`)} <> '' order by c.position limit 1)`;

export const selectContacts = async (db: Db | Tx, ids: readonly number[]) =>
  db
    .selectFrom('member')
    .select((eb) => [
      'id',
      'number',
      'fullName',
      // an institution without an address of its own is written to by its first contact person
      eb.fn.coalesce('email', firstContact('email')).as('email'),
      eb.fn.coalesce('phone', 'guardianPhone', firstContact('phone')).as('phone'),
      'locale',
      'categoryId',
      'homeLibraryId',
      'status',
    ])
    .where('id', 'in', ids)
    .$narrowType<{ status: MemberStatus; locale: 'id' | 'en' }>()
    .execute();

export const selectExpiring = async (db: Db | Tx, about: { homeLibraryId: number; from: LocalDate; to: LocalDate }) =>
  db
    .selectFrom('member')
    .select(['id', 'categoryId', 'expiresOn'])
    .where('homeLibraryId', '=', about.homeLibraryId)
    .where('status', '=', 'active')
    .where('restrictedAt', 'is', null)
    .where('expiresOn', '>=', about.from)
    .where('expiresOn', '<=', about.to)
    .orderBy('id')
    .$narrowType<{ expiresOn: LocalDate }>()
    .execute();
