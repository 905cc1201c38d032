import { recordAudit } from '#modules/ground/audit';
import {
  createMemberSession,
  decoyHash,
  hashSecret,
  isOldHash,
  kindOfNetwork,
  opensOnce,
  passwordProblem,
  verifySecret,
  type StartedSession,
  type Visitor,
} from '#modules/ground/identity';
import type { Ctx, Locale } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { AppError, platformErrors } from '#platform/errors';
import { countAttempt, networkOf } from '#platform/requests/rate-limit';
import { findOpenBlockOfKind } from '../data/blocks.queries.ts';
import { findPin, findPinByEmail, lockPin, updatePin } from '../data/pins.queries.ts';
import { memberErrors } from '../errors.ts';
import { noteActivity } from '../records/note-activity.ts';
import { signOutMember } from './sign-out-member.ts';
import { afterWrongPin, hashOfKind, PIN_LOCK_MINUTES, pinMinutesLocked, signInKey } from '../rules/pin.ts';

export interface SignInMember extends Visitor {
  /** Card number or e-mail address. */
  number: string;
  /** PIN or password. */
  secret: string;
  /** A new password, set at once: whose old one opens nothing else (`members.password_must_change`) gives it with it. */
  next?: string | undefined;
}
export interface MemberSignedIn extends StartedSession {
  memberId: number;
  locale: Locale;
}

/** A reading room with its own network stands behind one address. */
const PER_ADDRESS = { limit: 60, windowSeconds: PIN_LOCK_MINUTES * 60 };
const PER_NUMBER = { limit: 20, windowSeconds: PIN_LOCK_MINUTES * 60 };

/** Members of the sample city, whose PIN everybody knows, sign in nowhere else. */
export const maySignIn = async (db: Db, member: { isSample: boolean }): Promise<boolean> =>
  !member.isSample || (await kindOfNetwork(db)) === 'sample';

type Stored = Awaited<ReturnType<typeof lockPin>>;

/** Why a new password will not do; the old one once more is none. */
const nextProblem = ({ number, fullName, email }: Stored, next: string, secret: string): string | null =>
  next === secret ? 'password_same' : passwordProblem(next, [number, fullName, email ?? '']);

/**
 * Compares what somebody typed with the PIN or password of a card, counts what is wrong, and goes on in the same transaction when it is
 * right. Throws what {@link signInMember} says.
 */
async function withSecret<T>(
  ctx: Ctx,
  input: Pick<SignInMember, 'number' | 'secret' | 'ip' | 'next'>,
  goOn: (trx: Tx, state: Stored) => Promise<T>,
): Promise<T> {
  const number = input.number.replace(/\s/g, '').slice(0, 254);
  if (input.ip) await countAttempt(ctx, `member-sign-in:ip:${networkOf(input.ip)}`, PER_ADDRESS);
  const isEmail = number.includes('@');
  const found = isEmail ? await findPinByEmail(ctx.db, number) : await findPin(ctx.db, number);
  await countAttempt(ctx, signInKey(number, isEmail ? undefined : found?.number), PER_NUMBER);
  const secret = input.secret.slice(0, 200);
  const stored = found && (await maySignIn(ctx.db, found)) ? found : undefined;
  const hash = stored ? hashOfKind(stored, secret) : null;
  const right = await verifySecret(secret, hash ?? decoyHash());
  if (!stored) throw memberErrors.wrongSignIn();

  // a refusal is written down too, so it is returned from the transaction and thrown after it
  const outcome = await ctx.db.transaction().execute(async (trx): Promise<{ value: T } | AppError> => {
    const now = ctx.clock.now();
    const state = await lockPin(trx, stored.id);
    const minutes = pinMinutesLocked(state.pinLockedUntil, now);
    // the same as for a card that does not exist: a lock would tell that this one does
    if (minutes !== null) return memberErrors.wrongSignIn();
    const trace = { entity: 'member', entityId: state.id, libraryId: state.homeLibraryId, after: { ip: input.ip } };
    if (!right || hashOfKind(state, secret) !== hash || state.status !== 'active') {
      const next = afterWrongPin(state.pinFailedCount, now);
      await updatePin(trx, state.id, next);
      const action = next.pinLockedUntil ? 'member.locked' : 'member.sign_in_failed';
      await recordAudit(trx, ctx, { ...trace, action });
      return memberErrors.wrongSignIn();
    }
    // in here, where it is sure that nobody is refused: the time that it takes would tell of a locked card that the password is right
    const isOnce = hash !== null && opensOnce(hash);
    const isLost = await findOpenBlockOfKind(trx, state.id, 'lost_card');
    // a new password comes in the place of one that opens nothing; whoever has another changes it in the account, and who found a card changes none
    const next = isOnce && !isLost ? input.next : undefined;
    const problem = next === undefined ? null : nextProblem(state, next, secret);
    const kept = next !== undefined && problem === null ? next : isOnce ? null : secret;
    const renews = kept !== null && hash !== null && (isOldHash(hash) || next !== undefined);
    const renewed = renews ? { passwordHash: await hashSecret(kept) } : {};
    await updatePin(trx, state.id, { pinFailedCount: 0, pinLockedUntil: null, ...renewed });
    // said only to whoever knows the PIN or password: others learn nothing of the card
    if (isLost) {
      await recordAudit(trx, ctx, { ...trace, action: 'member.sign_in_failed' });
      return memberErrors.cardLost();
    }
    if (problem !== null) return platformErrors.invalidInput({}, { next: problem });
    if (kept === null) return memberErrors.passwordMustChange();
    if (next !== undefined) {
      await recordAudit(trx, ctx, { ...trace, action: 'member.password_set' });
      // whoever is in by a link, or by the old one, is in no more
      await signOutMember(trx, ctx, { memberId: state.id });
    }
    await noteActivity(trx, ctx, state);
    return { value: await goOn(trx, state) };
  });
  if (outcome instanceof AppError) throw outcome;
  return outcome.value;
}

/** Does somebody know the PIN or password of a card? Throws as {@link signInMember} where not; nobody is signed in. */
export const verifyMemberSecret = async (
  ctx: Ctx,
  input: Pick<SignInMember, 'number' | 'secret' | 'ip'>,
): Promise<void> => withSecret(ctx, input, async () => Promise.resolve());

/**
 * Signs a member in by card number, or the e-mail address where no other card has it, and PIN or password. An unknown number, a card without PIN, a
 * withdrawn one and a wrong secret get the same answer after the same time (`members.wrong_sign_in`). Five wrong ones lock the card for a quarter of an hour, which nobody is
 * told either: the refusal says to everybody that it may be so. A password from an older system is kept in the house's own form from then on; one that was kept there as a plain SHA-1 opens nothing (`members.password_must_change`) until `input.next` comes with it (`platform.invalid_input`, next: `password_same`, `password_short`, `password_common`, `too_long`). A card that was reported lost opens nothing (`members.card_lost`); many attempts from one address or for one number are slowed down (`platform.too_many_requests`).
 */
export const signInMember = async (ctx: Ctx, input: SignInMember): Promise<MemberSignedIn> =>
  withSecret(ctx, input, async (trx, state) => {
    const { ip, userAgent } = input;
    const session = await createMemberSession(trx, ctx, { memberId: state.id, ip, userAgent });
    const { id, number: card, fullName: name, homeLibraryId: libraryId } = state;
    const asMember: Ctx = { ...ctx, actor: { kind: 'member', id, number: card, name, sessionId: session.sessionId } };
    const trace = { entity: 'member', entityId: id, libraryId, after: { ip } };
    await recordAudit(trx, asMember, { ...trace, action: 'member.signed_in' });
    return { ...session, memberId: state.id, locale: state.locale === 'en' ? 'en' : 'id' };
  });
