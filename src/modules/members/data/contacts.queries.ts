import type { Db, Tx } from '#platform/db';
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
