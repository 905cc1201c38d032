import { createChallenge, extractParams, verifySolution } from 'altcha-lib/v1';
import { z } from 'zod';
import type { Ctx } from '../context.ts';
import type { Secrets } from '../rights/secrets.ts';

/** About half a second on a cheap phone, far more than a robot wants to spend on each of a thousand forms. */
const MAX_NUMBER = 60_000;
const MINUTES = 60;

const payload = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string().max(200),
  number: z.number().int().min(0).max(MAX_NUMBER),
  salt: z.string().max(300),
  signature: z.string().max(200),
});

const key = (secrets: Secrets): string => secrets.mac('altcha', 'hmac').toString('hex');

/** A riddle (ALTCHA, proof of work) for one form; a solution counts for this form only, for an hour. */
export const makeChallenge = async (ctx: Pick<Ctx, 'clock'>, secrets: Secrets, form: string) =>
  createChallenge({
    hmacKey: key(secrets),
    maxNumber: MAX_NUMBER,
    expires: new Date(ctx.clock.now().getTime() + MINUTES * 60_000),
    params: { form },
  });

/** Was the riddle of this form solved in time? Whatever else came in is a no. */
export async function isSolved(
  ctx: Pick<Ctx, 'clock'>,
  secrets: Secrets,
  form: string,
  solution: string,
): Promise<boolean> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(solution.slice(0, 2000), 'base64').toString('utf8'));
  } catch {
    return false;
  }
  const checked = payload.safeParse(parsed);
  if (!checked.success) return false;
  const params = extractParams(checked.data);
  const expires = Number(params.expires) * 1000;
  if (params.form !== form || !(expires >= ctx.clock.now().getTime())) return false;
  // our own clock has said that it is in time
  return verifySolution(checked.data, key(secrets), false);
}
