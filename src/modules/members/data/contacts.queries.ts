import type { Db, Tx } from '#platform/db';
import type { LocalDate } from '#shared/dates';
import type { MemberStatus } from '../client.ts';

export const selectContacts = (db: Db | Tx, ids: readonly number[]) =>
  db
    .selectFrom('member')
    .select((eb) => [
      'id',
      'number',
      'fullName',
      'email',
      eb.fn.coalesce('phone', 'guardianPhone').as('phone'),
      'locale',
      'categoryId',
      'homeLibraryId',
      'status',
    ])
    .where('id', 'in', ids)
    .$narrowType<{ status: MemberStatus; locale: 'id' | 'en' }>()
    .execute();

export const selectExpiring = (db: Db | Tx, about: { homeLibraryId: number; from: LocalDate; to: LocalDate }) =>
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
