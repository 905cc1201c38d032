import type { Db, Tx } from '#platform/database/db';
import type { MemberContact } from '../client.ts';

/** The contact persons of an institution, in the order given; those from before go. */
export async function replaceContacts(trx: Tx, memberId: number, contacts: readonly MemberContact[]): Promise<void> {
  await trx.deleteFrom('memberContact').where('memberId', '=', memberId).execute();
  if (contacts.length === 0) return;
  await trx
    .insertInto('memberContact')
    .values(contacts.map((contact, position) => ({ ...contact, memberId, position })))
    .execute();
}

export const selectContactPersons = async (db: Db | Tx, memberId: number): Promise<MemberContact[]> =>
  db
    .selectFrom('memberContact')
    .select(['name', 'role', 'phone', 'email', 'mayBorrow'])
    .where('memberId', '=', memberId)
    .orderBy('position')
    .execute();
