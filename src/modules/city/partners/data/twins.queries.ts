import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

/** More than anybody has of one name. */
const MOST = 200;

/** Who may be somebody a second time: reached in the same way, or of the same partner; their names are compared by whoever asks. */
export async function selectLikely(
  db: Db | Tx,
  { id, phone, email }: { id: number; phone: string; email: string },
): Promise<number[]> {
  const digits = phone.replace(/\D/g, '').slice(-8);
  const { rows } = await sql<{ id: number }>`select p.id from partner_person p
    where p.id <> ${id} and p.erased_at is null and (
      (p.email <> '' and lower(p.email) = ${email.toLowerCase()})
      or (p.phone <> '' and ${digits} <> '' and right(regexp_replace(p.phone, '[^0-9]', '', 'g'), 8) = ${digits})
      or exists (select from partner_role a join partner_role b on b.partner_id = a.partner_id
        where a.person_id = p.id and b.person_id = ${id}))
    order by p.id limit ${MOST}`.execute(db);
  return rows.map((row) => row.id);
}

/** What points at one of two people points at the other from now on; what they were there twice is said once. */
export async function movePersonRows(trx: Tx, dropId: number, keepId: number): Promise<void> {
  await sql`delete from partner_role r where r.person_id = ${dropId} and exists (select from partner_role k
    where k.person_id = ${keepId} and k.partner_id = r.partner_id and k.role = r.role
      and k.from_on is not distinct from r.from_on and k.until_on is not distinct from r.until_on)`.execute(trx);
  await trx.updateTable('partnerRole').set({ personId: keepId }).where('personId', '=', dropId).execute();
  await trx
    .updateTable('agreement')
    .set({ theirSignerId: keepId, version: sql`version + 1` })
    .where('theirSignerId', '=', dropId)
    .execute();
  await trx
    .updateTable('agreementDuty')
    .set({ personId: keepId, version: sql`version + 1` })
    .where('personId', '=', dropId)
    .execute();
  await sql`delete from partner_meeting_guest g where g.person_id = ${dropId} and exists (select from partner_meeting_guest k
    where k.person_id = ${keepId} and k.meeting_id = g.meeting_id)`.execute(trx);
  await trx.updateTable('partnerMeetingGuest').set({ personId: keepId }).where('personId', '=', dropId).execute();
  await trx
    .updateTable('partnerCommitment')
    .set({ personId: keepId, version: sql`version + 1` })
    .where('personId', '=', dropId)
    .execute();
  await trx.updateTable('partnerNamed').set({ personId: keepId }).where('personId', '=', dropId).execute();
}

export const deletePerson = async (trx: Tx, id: number) =>
  trx.deleteFrom('partnerPerson').where('id', '=', id).execute();
