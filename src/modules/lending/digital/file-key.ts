import { timingSafeEqual } from 'node:crypto';
import { platformErrors } from '#platform/errors';
import type { Actor, Ctx } from '#platform/context';
import type { Secrets } from '#platform/rights/secrets';
import { digitalErrors } from './errors.ts';

const PURPOSE = 'digital.file';
/** So long an address of a licensed file is good; the page that reads longer asks for a new one when it is opened again. */
const HOURS = 12;
const HOUR = 3_600_000;

const sessionOf = (actor: Actor): string => {
  if (actor.kind !== 'member' && actor.kind !== 'account') throw platformErrors.signInNeeded();
  return `${actor.kind}.${actor.id}.${actor.sessionId ?? 'token'}`;
};
const signed = (attachmentId: number, session: string, until: number): string => `${attachmentId}|${session}|${until}`;

/** A key to a licensed file that opens it for this session only, for some hours. Who has it still must be allowed to read. */
export function makeFileKey(ctx: Ctx, secrets: Secrets, attachmentId: number): string {
  const until = ctx.clock.now().getTime() + HOURS * HOUR;
  const mac = secrets.mac(PURPOSE, signed(attachmentId, sessionOf(ctx.actor), until));
  return `${until.toString(36)}.${mac.toString('base64url')}`;
}

/** Refuses `digital.address_over` for a key of another session, another file, or another time. */
export function checkFileKey(ctx: Ctx, secrets: Secrets, attachmentId: number, key: string | null): void {
  const [time = '', given = ''] = (key ?? '').split('.');
  const until = parseInt(time, 36);
  if (!Number.isSafeInteger(until) || until <= ctx.clock.now().getTime()) throw digitalErrors.addressOver();
  const bytes = Buffer.from(given);
  const holds = secrets
    .macs(PURPOSE, signed(attachmentId, sessionOf(ctx.actor), until))
    .map((mac) => Buffer.from(mac.toString('base64url')))
    .some((right) => bytes.length === right.length && timingSafeEqual(right, bytes));
  if (!holds) throw digitalErrors.addressOver();
}
