import type { Actor } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import type { Member } from '../client.ts';
import { selectOpenBlocks } from '../data/blocks.queries.ts';
import type { MemberRecord } from '../data/members.queries.ts';
import { maskContact, seesContact } from './mask-contact.ts';

/** What the audit trail keeps of a member: no part of the NIK. */
export const traced = (record: MemberRecord) => ({ ...record, nikLast4: undefined, nikMismatch: undefined });

/** The member as this reader may see it (data minimisation, UU 27/2022). */
export async function viewMember(db: Db | Tx, actor: Actor, record: MemberRecord): Promise<Member> {
  const { photoKey, ...member } = record;
  const own = actor.kind === 'member' && actor.id === record.id;
  const reduced = !own && !seesContact(actor, record.homeLibraryId);
  return {
    ...(own ? member : maskContact(actor, record.homeLibraryId, member)),
    // a reader learns who may borrow, not how to reach them
    contacts: reduced ? record.contacts.map((one) => ({ ...one, phone: null, email: null })) : record.contacts,
    // what staff note about a member is not shown to the member
    notes: own || reduced ? null : record.notes,
    nikMismatch: reduced || own ? [] : record.nikMismatch,
    hasPhoto: photoKey !== null,
    blocks: await selectOpenBlocks(db, record.id),
    reduced,
  };
}
