import { mainLibrary } from '#modules/ground/libraries';
import { keepMembers } from '#modules/people/members';
import { notify, whatsappLetters } from '#modules/people/notifications';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { LetterRow } from '../data/letters.queries.ts';
import { noticesOf } from '../held-letter.ts';
import { letterByWhatsapp } from '../notices.ts';
import { goesByWhatsapp } from './audience.ts';

/** What is not on its way by then is not sent: a letter by WhatsApp is of its days. */
const WHATSAPP_DAYS = 3;
const DAY = 86_400_000;

/** Hands a letter to the carriers of notices for members who want it by WhatsApp too, to each of them once. */
export async function tellByWhatsapp(
  trx: Tx,
  ctx: Ctx,
  letter: LetterRow,
  memberIds: readonly number[],
): Promise<void> {
  if (!goesByWhatsapp(letter) || memberIds.length === 0 || !(await whatsappLetters(trx)).isReady) return;
  const libraryId = letter.libraryId ?? (await mainLibrary({ ...ctx, db: trx }))?.id;
  if (libraryId === undefined) return;
  const { id, subject, subjectEn, slug, topicIds } = letter;
  const expiresAt = new Date(ctx.clock.now().getTime() + WHATSAPP_DAYS * DAY);
  // whoever is being erased is waited for, and is told nothing; in the order in which others hold several cards
  for (const memberId of await keepMembers(trx, memberIds))
    await notify(trx, ctx, letterByWhatsapp, {
      ...{ memberId, libraryId, expiresAt },
      params: { subject, subjectEn, slug, topicIds },
      key: `newsletter:${id}:${memberId}`,
      about: noticesOf(id),
    });
}
