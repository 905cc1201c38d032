import type { Tx } from '#platform/database/db';
import { platformErrors } from '#platform/errors';
import { localDate, type LocalDate } from '#shared/dates';
import {
  findGift,
  findProgramLibrary,
  findSession,
  isSpokenFor,
  speaksThere,
} from '../data/contribution-ties.queries.ts';
import { partnerErrors } from '../errors.ts';
import { sessionHours, type ContributionKind, type ContributionUnit } from '../rules/contribution.ts';

/** To what a contribution is tied, and what was said besides. */
export interface Tied {
  /** Its own number; null: it is not there yet. */
  id: number | null;
  kind: ContributionKind;
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

/** Throws `partners.contribution_taken` where somebody is named already as who sent a speaker to a session, also one who was taken out and put back. */
export async function checkSpokenOnce(
  trx: Tx,
  { id, kind, sessionId, speakerId }: Pick<Tied, 'id' | 'kind' | 'sessionId' | 'speakerId'>,
): Promise<void> {
  if (kind !== 'speaker' || sessionId === null) return;
  if (await isSpokenFor(trx, { id, sessionId, speakerId }))
    throw partnerErrors.contributionTaken({}, { speakerId: 'taken' });
}

/**
 * Reads days and quantity of a contribution from the gift or the session that it is. Throws at the field what is of another library, is not
 * there, does not take place, or was given by somebody already.
 */
export async function reckonTie(trx: Tx, tied: Tied, zone: string): Promise<Reckoned> {
  const { kind, libraryId, donationId, sessionId, speakerId, programId, quantity, unit } = tied;
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
    // who was taken out of the programme spoke nowhere
    if (kind === 'speaker' && (speakerId === null || !(await speaksThere(trx, sessionId, speakerId))))
      throw unknown('speakerId');
    await checkSpokenOnce(trx, tied);
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
