import { attendeesOf } from '#modules/community/programs';
import { borrowersAmong } from '#modules/lending/circulation';
import type { Db, Tx } from '#platform/database/db';
import type { Audience } from '../client.ts';
import { preferencesPath, unsubscribePath } from '../choosing/link-code.ts';
import {
  countSought,
  hasWhatsapp,
  holdReaders,
  selectReaders,
  selectReceiving,
  selectSought,
  selectStillRead,
  type Sought,
} from '../data/audience.queries.ts';
import { READING_GROUPS, type LetterLanguage } from '../rules/terms.ts';

/** Loans so long back say what somebody borrows. */
const READING_DAYS = 365;
const DAY = 86_400_000;

/** Whom to look for: who came and who borrows is asked where it is known, of subscribers alone and never which title. */
async function sought(db: Db | Tx, audience: Audience, now: Date): Promise<Sought> {
  const { topicIds, language, libraryId, attended, borrows } = audience;
  const group = READING_GROUPS.find((one) => one === borrows);
  const since = new Date(now.getTime() - READING_DAYS * DAY);
  return {
    ...{ topicIds, language, libraryId },
    came: attended === null ? null : await attendeesOf(db, attended),
    // a group that is none is borrowed by nobody
    borrowers:
      borrows === null ? null : group ? await borrowersAmong(db, await selectReaders(db), { group, since }) : [],
  };
}

/**
 * To how many a letter would go now: confirmed, consenting, neither stopped nor resting. Told to people by `toldAudience` alone. Inside the house
 * only: no permission is checked.
 */
export const countAudience = async (db: Db | Tx, audience: Audience, now: Date): Promise<number> =>
  countSought(db, await sought(db, audience, now), now);

/** To how many of them it would go by WhatsApp too: members who said so, with a number. Inside the house only. */
export const countByWhatsapp = async (db: Db | Tx, audience: Audience, now: Date): Promise<number> =>
  countSought(db, { ...(await sought(db, audience, now)), byWhatsapp: true }, now);

/** Whether a member still gets letters about one of the topics by WhatsApp: asked right before sending. Inside the house only. */
export const stillWantsWhatsapp = async (
  db: Db,
  memberId: number,
  topicIds: readonly number[],
  now: Date,
): Promise<boolean> => hasWhatsapp(db, { memberId, topicIds, now });

/** One of an audience, with the paths that stand in their letter. */
interface Receiver {
  subscriberId: number;
  /** Whose card it is, where they want it by WhatsApp too. */
  byWhatsapp: number | null;
  email: string;
  language: LetterLanguage;
  unsubscribeUrlPath: string;
  preferencesPath: string;
}

/** The next of an audience, by their ids. Inside the house only. */
export async function takeAudience(
  db: Db | Tx,
  audience: Audience,
  now: Date,
  afterId: number,
  limit: number,
): Promise<Receiver[]> {
  const rows = await selectSought(db, await sought(db, audience, now), { now, afterId, limit });
  return rows.map(({ id, email, language, byWhatsapp, ...addressed }) => ({
    ...{ subscriberId: id, email, language, byWhatsapp },
    unsubscribeUrlPath: unsubscribePath(addressed, audience.topicIds),
    preferencesPath: preferencesPath(addressed, language),
  }));
}

/**
 * Of those who were taken, whose data are still there: they stay until the transaction ends, so that an erasure finds what is written of them in
 * it. Their cards come before them, as an erasure holds both. Inside the house only.
 */
export const holdAudience = async (trx: Tx, subscriberIds: readonly number[]): Promise<Set<number>> =>
  new Set(await holdReaders(trx, subscriberIds));

/**
 * Of these, who still gets letters about one of the topics: asked right before sending. Inside the house only.
 * @param now who rests at this instant is left out too
 */
export async function mayStillReceive(
  db: Db | Tx,
  subscriberIds: readonly number[],
  topicIds: readonly number[],
  now: Date | null = null,
): Promise<Set<number>> {
  if (subscriberIds.length === 0) return new Set();
  return new Set(await selectReceiving(db, subscriberIds, topicIds, now));
}

/** Of these, who still lets letters be fitted to what they borrow: asked right before sending one that is. Inside the house only. */
export const mayStillBeFitted = async (db: Db | Tx, subscriberIds: Iterable<number>): Promise<Set<number>> =>
  new Set(await selectStillRead(db, [...subscriberIds]));
