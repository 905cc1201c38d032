import { actorName, type Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import { insertEvent, selectCurrentTexts, selectLetterConsents, selectLetterEvents } from '../data/consents.queries.ts';
import { findMemberById, type MemberRecord } from '../data/members.queries.ts';
import { memberErrors } from '../errors.ts';
import { consentSpeaker, type ConsentChannel, type LetterPurpose, type LetterWay } from '../rules/consent.ts';

/** What a subscriber to letters says about one topic and way, or about letters that are fitted to what they borrow. */
export interface LetterConsent {
  /** By this the ledger knows them, also after the address has gone. */
  subscriberKey: string;
  /** Whose card it is; null: somebody without one, or who did not say so. */
  memberId: number | null;
  purpose: LetterPurpose;
  /** The code of the topic; null of `letters_reading`. */
  topic: string | null;
  way: LetterWay;
  act: 'given' | 'withdrawn';
  channel: ConsentChannel;
}

/**
 * Refuses where a member's own account cannot say yes: below 18 the guardian speaks. Throws `members.guardian_must_consent`,
 * `members.not_found`.
 */
export async function requireOwnVoice(ctx: Pick<Ctx, 'db' | 'clock'>, memberId: number): Promise<void> {
  const member = await findMemberById(ctx.db, memberId);
  if (!member) throw memberErrors.notFound();
  const today = localDate(ctx.clock.now(), member.timeZone);
  if (consentSpeaker(member.birthDate, today) === 'guardian') throw memberErrors.guardianMustConsent();
}

/**
 * Writes lines of the ledger under the wordings that hold now; what is so already is not written twice. The caller holds the row of the
 * subscriber, and has seen by {@link requireOwnVoice} that a member may say yes. Withdrawing needs nobody's leave.
 * @returns how many lines were written
 */
export async function writeLetterConsents(trx: Tx, ctx: Ctx, consents: readonly LetterConsent[]): Promise<number> {
  const [first] = consents;
  if (!first) return 0;
  const texts = await selectCurrentTexts(trx);
  const lasts = await selectLetterConsents(trx, { subscriberKey: first.subscriberKey });
  let written = 0;
  for (const { subscriberKey, memberId, purpose, topic, way, act, channel } of consents) {
    const text = texts.find((one) => one.purpose === purpose);
    if (!text || subscriberKey !== first.subscriberKey) throw new Error(`no wording of ${purpose}, or two subscribers`);
    const last = lasts.find((one) => one.purpose === purpose && one.topic === topic && one.way === way);
    if (act === 'withdrawn' && last?.act !== 'given') continue;
    const isSaid = last?.act === 'given' && last.textVersion === text.version && last.memberId === memberId;
    if (act === 'given' && isSaid) continue;
    await insertEvent(trx, {
      ...{ subscriberKey, memberId, purpose, topic, way, act, channel },
      ...{ givenBy: memberId === null ? 'subscriber' : 'member', textVersion: text.version },
      ...{ at: ctx.clock.now(), recordedBy: actorName(ctx.actor) },
    });
    written += 1;
  }
  return written;
}

/** Writes that a member takes back all consents to letters; the caller holds the member's row. */
export async function withdrawLetters(trx: Tx, ctx: Ctx, member: Pick<MemberRecord, 'id'>): Promise<void> {
  for (const last of await selectLetterConsents(trx, { memberId: member.id })) {
    if (last.act !== 'given') continue;
    const { subscriberKey, purpose, topic, way, textVersion } = last;
    await insertEvent(trx, {
      ...{ subscriberKey, memberId: member.id, purpose, topic, way, textVersion, act: 'withdrawn', channel: 'desk' },
      ...{ givenBy: 'member', at: ctx.clock.now(), recordedBy: actorName(ctx.actor) },
    });
  }
}

/** All that one subscriber ever said, the newest first; for their own page. Inside the house only. */
export const letterConsentsOf = async (db: Db | Tx, subscriberKey: string) => selectLetterEvents(db, subscriberKey);

/** The wordings under which letters are asked for now. */
export async function letterTexts(db: Db | Tx) {
  const texts = await selectCurrentTexts(db);
  return texts.filter(({ purpose }) => purpose === 'letters' || purpose === 'letters_reading');
}
