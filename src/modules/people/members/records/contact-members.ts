import type { Db, Tx } from '#platform/database/db';
import type { LocalDate } from '#shared/dates';
import type { MemberContact as ContactPerson, MemberStatus } from '../client.ts';
import { selectContactPersons } from '../data/contact-persons.queries.ts';
import { selectContacts, selectExpiring } from '../data/contacts.queries.ts';

/** Where and how a member is written to. */
export interface MemberContact {
  id: number;
  number: string;
  fullName: string;
  /** An institution's own, else that of its first contact person who has one. */
  email: string | null;
  /** As written at registration; the guardian's or first contact person's where the member has none. */
  phone: string | null;
  locale: 'id' | 'en';
  categoryId: number;
  homeLibraryId: number;
  status: MemberStatus;
}

/** The contacts of members by id. Inside the house only: no permission is checked. */
export async function contactMembers(db: Db | Tx, ids: readonly number[]): Promise<Map<number, MemberContact>> {
  if (ids.length === 0) return new Map();
  const rows = await selectContacts(db, ids);
  return new Map(rows.map((row) => [row.id, row]));
}

/** Who speaks for an institution, in the order given. Inside the house only: no permission is checked. */
export const contactPersonsOf = async (db: Db | Tx, memberId: number): Promise<ContactPerson[]> =>
  selectContactPersons(db, memberId);

/** Active members of a library whose card ends between two days, both included; none whose data are only kept. Inside the house only. */
export const membersExpiring = async (
  db: Db | Tx,
  about: { homeLibraryId: number; from: LocalDate; to: LocalDate },
): Promise<{ id: number; categoryId: number; expiresOn: LocalDate }[]> => selectExpiring(db, about);
