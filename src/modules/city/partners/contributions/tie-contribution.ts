import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { localDate, type LocalDate } from '#shared/dates';
import { findGift, findProgramLibrary, findSession, speaksThere } from '../data/contribution-ties.queries.ts';
import { sessionHours, type ContributionUnit } from '../rules/contribution.ts';

/** To what a contribution is tied, and what was said besides. */
export interface Tied {
  libraryId: number;
  fromOn: LocalDate | null;
  untilOn: LocalDate | null;
  quantity: number | null;
  unit: ContributionUnit | null;
  donationId: number | null;
  programId: number | null;
  sessionId: number | null;
  speakerId: number | null;
}
/** When it came, how much of it, and for which programme: what is known already counts, and not what was typed. */
export interface Reckoned {
  fromOn: LocalDate;
  untilOn: LocalDate;
  quantity: number | null;
  unit: ContributionUnit | null;
  programId: number | null;
}

const unknown = (field: string): Error => platformErrors.invalidInput({}, { [field]: 'unknown' });

/**
 * Reads days and quantity of a contribution from the gift or the session that it is. Throws at the field what is of another library, is not
 * there, or does not take place.
 */
export async function reckonTie(trx: Tx, tied: Tied, zone: string): Promise<Reckoned> {
  const { libraryId, donationId, sessionId, speakerId, programId, quantity, unit } = tied;
  if (programId !== null && (await findProgramLibrary(trx, programId))?.libraryId !== libraryId)
    throw unknown('programId');
  if (donationId !== null) {
    const gift = await findGift(trx, donationId);
    if (gift?.libraryId !== libraryId) throw unknown('donationId');
    return { fromOn: gift.receivedOn, untilOn: gift.receivedOn, quantity: null, unit: null, programId };
  }
  if (sessionId !== null) {
    const session = await findSession(trx, sessionId);
    if (session?.libraryId !== libraryId) throw unknown('sessionId');
    if (speakerId !== null && !(await speaksThere(trx, sessionId, speakerId))) throw unknown('speakerId');
    return {
      fromOn: localDate(session.startsAt, zone),
      untilOn: localDate(session.endsAt, zone),
      quantity: sessionHours(session),
      unit: 'hours',
      programId: session.programId,
    };
  }
  if (tied.fromOn === null) throw platformErrors.invalidInput({}, { fromOn: 'required' });
  return { fromOn: tied.fromOn, untilOn: tied.untilOn ?? tied.fromOn, quantity, unit, programId };
}

/** Throws at the field where what is said to have come is of a day to come. */
export function checkCame(
  { untilOn }: Pick<Reckoned, 'untilOn'>,
  { sessionId, donationId, today }: Pick<Tied, 'sessionId' | 'donationId'> & { today: LocalDate },
): void {
  if (untilOn <= today) return;
  const field = sessionId === null ? 'untilOn' : 'sessionId';
  throw platformErrors.invalidInput({}, { [donationId === null ? field : 'donationId']: 'date_in_future' });
}
