import { timingSafeEqual } from 'node:crypto';
import { resolveLibrary, type LibraryRef } from '#modules/ground/libraries';
import { authorize } from '#platform/rights/authorize';
import type { Ctx } from '#platform/context';
import { platformErrors } from '#platform/errors';
import { countAttempt } from '#platform/requests/rate-limit';
import type { Secrets } from '#platform/rights/secrets';
import { selfServiceErrors } from './errors.ts';
import { isWithin } from './rules/networks.ts';
import { codeOf, stepAt, stepEnds, tidyCode } from './rules/room-code.ts';
import type { Evidence } from './schema.ts';
import { selfServiceRuleOf } from './settings.ts';

const CODE = 'self-service.room';
const TOKEN = 'self-service.presence';
/** Who has shown the code may look for books for so long. */
const PRESENT_MINUTES = 20;
const ATTEMPTS = { limit: 20, windowSeconds: 600 };

const same = (a: string, b: string): boolean => {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** The code that a screen in the room shows now, and until when. Needs `visits.record` at the library: a tablet at the door has it. */
export async function roomCode(ctx: Ctx, secrets: Secrets, libraryId: number): Promise<{ code: string; until: Date }> {
  authorize(ctx, 'visits.record', libraryId);
  const rule = await selfServiceRuleOf(ctx.db, libraryId);
  if (!(rule.phone || rule.returnBox) || rule.presence === 'network') throw selfServiceErrors.notOffered();
  const now = ctx.clock.now();
  return { code: codeOf(secrets.mac(CODE, `${libraryId}.${stepAt(now)}`)), until: stepEnds(now) };
}

/** Proof that a member saw the code: for one library, one member, a short while. */
const signed = (secrets: Secrets, libraryId: number, memberId: number, until: number): string[] =>
  secrets
    .macs(TOKEN, `${libraryId}.${memberId}.${until}`)
    .map((mac) => `${libraryId}.${memberId}.${until}.${mac.subarray(0, 16).toString('base64url')}`);

/**
 * Takes the room's code, present or just gone, for a token that says: this member is in this library. Members only.
 * Throws `platform.sign_in_needed`, `self_service.not_offered`, `self_service.wrong_code`, `platform.too_many_requests`.
 */
export async function provePresence(
  ctx: Ctx,
  secrets: Secrets,
  input: { library: LibraryRef; code: string },
): Promise<{ libraryId: number; token: string; until: Date }> {
  const { actor } = ctx;
  if (actor.kind !== 'member') throw platformErrors.signInNeeded();
  await countAttempt(ctx, `room-code:${actor.id}`, ATTEMPTS);
  const library = await resolveLibrary(ctx, input.library);
  const rule = await selfServiceRuleOf(ctx.db, library.id);
  const offers = library.active && (rule.phone || rule.returnBox) && rule.presence !== 'network';
  if (!offers) throw selfServiceErrors.notOffered();
  const now = ctx.clock.now();
  const given = tidyCode(input.code.slice(0, 40));
  const holds = [stepAt(now), stepAt(now) - 1]
    .flatMap((step) => secrets.macs(CODE, `${library.id}.${step}`))
    .map((mac) => same(codeOf(mac), given))
    .includes(true);
  if (!holds) throw selfServiceErrors.wrongCode();
  const until = now.getTime() + PRESENT_MINUTES * 60_000;
  const [token = ''] = signed(secrets, library.id, actor.id, until);
  return { libraryId: library.id, token, until: new Date(until) };
}

/** For which library a token was given, if it holds for this member now. */
export function libraryOfToken(ctx: Ctx, secrets: Secrets, token: string | null): number | null {
  const [libraryId, memberId, until] = (token ?? '').split('.').map(Number);
  if (token === null || !libraryId || !memberId || !until) return null;
  if (ctx.actor.kind !== 'member' || ctx.actor.id !== memberId || until <= ctx.clock.now().getTime()) return null;
  return signed(secrets, libraryId, memberId, until).some((right) => same(right, token)) ? libraryId : null;
}

/** Is the member who acts in this library, as far as it asks for a proof? */
export async function isPresent(ctx: Ctx, secrets: Secrets, libraryId: number, seen: Evidence): Promise<boolean> {
  const { presence, networks } = await selfServiceRuleOf(ctx.db, libraryId);
  if (presence !== 'code' && seen.ip !== null && isWithin(seen.ip, networks)) return true;
  return presence !== 'network' && libraryOfToken(ctx, secrets, seen.token) === libraryId;
}
