import { staffAt } from '#modules/ground/identity';
import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { findCommitment } from '../data/commitments.queries.ts';
import { lockMeeting, partnerOfMeeting, selectGuests, type LockedMeeting } from '../data/meetings.queries.ts';
import { isOfPartner } from '../data/people.queries.ts';
import { partnerErrors } from '../errors.ts';
import { livingPartner } from '../register/living-partner.ts';
import type { MeetingState } from '../rules/meetings.ts';

/** Holds a meeting, its partner first, as whoever merges does. Throws `partners.meeting_not_found`, `partners.merged`, `platform.version_conflict`. */
export async function heldMeeting(trx: Tx, id: number): Promise<LockedMeeting> {
  const partnerId = await partnerOfMeeting(trx, id);
  if (partnerId === undefined) throw partnerErrors.meetingNotFound();
  await livingPartner(trx, partnerId);
  const held = await lockMeeting(trx, id);
  if (!held) throw partnerErrors.meetingNotFound();
  // it went to another partner between the two looks
  if (held.partnerId !== partnerId) throw platformErrors.versionConflict();
  return held;
}

/** The same as an editor saw it, in one of some states. Throws `partners.meeting_forbids`, too. */
export async function meetingAt(
  trx: Tx,
  id: number,
  version: number,
  states: readonly MeetingState[],
): Promise<LockedMeeting> {
  const held = await heldMeeting(trx, id);
  if (!states.includes(held.state)) throw partnerErrors.meetingForbids({ state: held.state });
  if (held.version !== version) throw platformErrors.versionConflict();
  return held;
}

/** Holds the meeting of a commitment, and reads that under its lock. Throws `partners.commitment_not_found`, `partners.meeting_forbids`. */
export async function heldCommitment(trx: Tx, id: number, version: number) {
  const seen = await findCommitment(trx, id);
  if (!seen) throw partnerErrors.commitmentNotFound();
  const meeting = await heldMeeting(trx, seen.meetingId);
  const commitment = await findCommitment(trx, id);
  if (!commitment) throw partnerErrors.commitmentNotFound();
  if (meeting.state === 'called_off') throw partnerErrors.meetingForbids({ state: meeting.state });
  if (commitment.version !== version) throw platformErrors.versionConflict();
  return { meeting, commitment };
}

/** Of which library and which partner somebody is to be. */
export interface Sides {
  libraryId: number;
  partnerId: number;
}

/** Throws at the field where somebody works elsewhere, or is nobody of the partner. Who was named before stays. */
export async function checkPeople(
  trx: Tx,
  { libraryId, partnerId }: Sides,
  { accountIds, personIds }: { accountIds: readonly number[]; personIds: readonly number[] },
  fields: { accounts: string; persons: string },
): Promise<void> {
  if (accountIds.length > 0) {
    const staff = new Set((await staffAt(trx, libraryId)).map(({ id }) => id));
    if (accountIds.some((id) => !staff.has(id)))
      throw platformErrors.invalidInput({}, { [fields.accounts]: 'unknown' });
  }
  for (const id of personIds) {
    if (!(await isOfPartner(trx, id, partnerId)))
      throw platformErrors.invalidInput({}, { [fields.persons]: 'unknown' });
  }
}

/** The same of who is asked to a meeting; who is on its list stays there, also where they left meanwhile. */
export async function checkGuests(
  trx: Tx,
  sides: Sides,
  { accountIds, personIds }: { accountIds: readonly number[]; personIds: readonly number[] },
  meetingId: number | null = null,
): Promise<void> {
  const before = meetingId === null ? [] : await selectGuests(trx, meetingId);
  await checkPeople(
    trx,
    sides,
    {
      accountIds: accountIds.filter((id) => !before.some(({ accountId }) => accountId === id)),
      personIds: personIds.filter((id) => !before.some(({ personId }) => personId === id)),
    },
    { accounts: 'accountIds', persons: 'personIds' },
  );
}
