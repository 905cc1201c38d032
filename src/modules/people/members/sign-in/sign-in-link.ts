import { recordAudit } from '#modules/ground/audit';
import { createMemberSession, hashToken, newToken, type Visitor } from '#modules/ground/identity';
import { getSetting } from '#modules/ground/libraries';
import { systemCtx, type Ctx } from '#platform/context';
import type { Db } from '#platform/database/db';
import type { Jobs } from '#platform/background/jobs';
import { MailError, type Mailer } from '#platform/sending/mail';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import type { Services } from '#platform/services';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { findOpenBlockOfKind } from '../data/blocks.queries.ts';
import { selectContacts } from '../data/contacts.queries.ts';
import { findPin, lockPin, updatePin } from '../data/pins.queries.ts';
import { findSignInLink, insertSignInLink, useSignInLink } from '../data/sign-in-links.queries.ts';
import { memberErrors } from '../errors.ts';
import { noteActivity } from '../records/note-activity.ts';
import { signInLinkKey } from '../rules/pin.ts';
import { maySignIn, type MemberSignedIn } from './sign-in-member.ts';

export const SIGN_IN_LINK_QUEUE = 'members.sign-in-link';
/** For so long a link can be used. */
const LINK_MINUTES = 15;
const PER_ADDRESS = { limit: 20, windowSeconds: 3600 };
const PER_NUMBER = { limit: 4, windowSeconds: 3600 };

/** Are links offered? A network switches them on, and there is a mail server. */
export const signInLinksOffered = async (db: Db, mailer: Pick<Mailer, 'available'>): Promise<boolean> =>
  mailer.available && (await getSetting(db, 'memberSignInLink'));

/**
 * Somebody asks for a link for a card. Whether the card exists and has an e-mail address is looked up by a job: the answer is the same
 * and as fast for every number. Throws `members.links_off`, `platform.too_many_requests` (by address and by number).
 */
export async function askSignInLink(
  ctx: Ctx,
  services: { jobs: Jobs; mailer: Mailer },
  input: { number: string; ip: string | null },
): Promise<void> {
  if (!(await signInLinksOffered(ctx.db, services.mailer))) throw memberErrors.linksOff();
  const number = input.number.replace(/\s/g, '').slice(0, 40);
  if (input.ip) await countAttempt(ctx, `sign-in-link:ip:${networkOf(input.ip)}`, PER_ADDRESS);
  const card = await findPin(ctx.db, number);
  await countAttempt(ctx, signInLinkKey(number, card?.number), PER_NUMBER);
  const asked: AskedLink = { number, askedAt: ctx.clock.now().toISOString() };
  await ctx.db.transaction().execute(async (trx) => services.jobs.enqueue(trx, SIGN_IN_LINK_QUEUE, asked));
}

/** The data of the job. */
export interface AskedLink {
  number: string;
  askedAt: string;
}

/**
 * Sends the link, if there is somebody to send it to, and while somebody can be waiting for it: a mail server that comes back after hours
 * brings nobody a link that nobody remembers. The older links of the member end. A mail that certainly was not taken is tried again by the
 * job; one that was refused, or may have arrived, is not. @returns whether it went out
 */
export async function sendSignInLink(
  { db, clock, mailer, config }: Pick<Services, 'db' | 'clock' | 'mailer' | 'config'>,
  { number, askedAt }: AskedLink,
): Promise<boolean> {
  if (clock.now().getTime() - Date.parse(askedAt) > LINK_MINUTES * 60_000) return false;
  const ctx = systemCtx(db, clock, SIGN_IN_LINK_QUEUE);
  const found = await findPin(db, number);
  if (
    found?.status !== 'active' ||
    !(await maySignIn(db, found)) ||
    (await findOpenBlockOfKind(db, found.id, 'lost_card'))
  )
    return false;
  const [contact] = await selectContacts(db, [found.id]);
  if (!contact?.email) return false;
  const token = newToken('lm');
  const now = clock.now();
  await db.transaction().execute(async (trx) => {
    const expiresAt = new Date(now.getTime() + LINK_MINUTES * 60_000);
    await insertSignInLink(trx, { tokenHash: hashToken(token), memberId: found.id, createdAt: now, expiresAt });
    await recordAudit(trx, ctx, {
      action: 'member.sign_in_link_sent',
      entity: 'member',
      entityId: found.id,
      libraryId: found.homeLibraryId,
    });
  });
  const { locale, email } = contact;
  const network = await getSetting(db, 'networkName');
  const link = config.publicUrl + localizeHref(`/masuk/tautan/${token}`, { locale });
  const mail = {
    to: email,
    subject: m.sign_in_link_subject({ network }, { locale }),
    text: m.sign_in_link_text({ link, minutes: LINK_MINUTES, network }, { locale }),
  };
  try {
    await mailer.send(mail);
    return true;
  } catch (error) {
    if (!(error instanceof MailError) || error.kind === 'not_sent') throw error;
    // what the server said names the address, which is nobody's business here
    process.stderr.write(`mail: sign-in link of member ${found.id}: ${error.kind}\n`);
    return false;
  }
}

/** Can this link still be used? Looking uses nothing up: mail scanners look too. */
export const signInLinkHolds = async (ctx: Ctx, token: string): Promise<boolean> =>
  (await findSignInLink(ctx.db, hashToken(token), ctx.clock.now())) !== undefined;

/**
 * Signs in by a link, once. The card is open again if wrong PINs had locked it: the mailbox is proof enough.
 * Throws `members.link_gone` for one that was used, is older than a quarter of an hour, or whose card is no longer active,
 * `members.card_lost` for a card that was reported lost: whoever found it may read its mail on the same phone.
 */
export async function signInByLink(ctx: Ctx, token: string, visitor: Visitor): Promise<MemberSignedIn> {
  return ctx.db.transaction().execute(async (trx): Promise<MemberSignedIn> => {
    const [hash, now] = [hashToken(token), ctx.clock.now()];
    const link = await findSignInLink(trx, hash, now);
    if (!link) throw memberErrors.linkGone();
    // the member before the link, as whoever takes the link away
    const member = await lockPin(trx, link.memberId);
    if (!(await useSignInLink(trx, hash, now))) throw memberErrors.linkGone();
    if (member.status !== 'active') throw memberErrors.linkGone();
    if (await findOpenBlockOfKind(trx, member.id, 'lost_card')) throw memberErrors.cardLost();
    await updatePin(trx, member.id, { pinFailedCount: 0, pinLockedUntil: null });
    await noteActivity(trx, ctx, member);
    const session = await createMemberSession(trx, ctx, { memberId: member.id, ...visitor });
    const { id, number, fullName: name } = member;
    const asMember: Ctx = { ...ctx, actor: { kind: 'member', id, number, name, sessionId: session.sessionId } };
    await recordAudit(trx, asMember, {
      action: 'member.signed_in',
      entity: 'member',
      entityId: id,
      libraryId: member.homeLibraryId,
      after: { ip: visitor.ip, by: 'link' },
    });
    return { ...session, memberId: id, locale: member.locale === 'en' ? 'en' : 'id' };
  });
}
