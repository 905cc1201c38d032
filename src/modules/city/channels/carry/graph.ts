import { z } from 'zod';
import { ask, Stopped, type Asked, type Link, type Reads, type Step } from './link.ts';

const refusal = z.object({
  error: z.object({ code: z.number(), error_subcode: z.number().optional(), message: z.string().default('') }),
});
/** Codes of the Graph API: rates of an app, a user, a page, an account. */
const BUSY = new Set([4, 17, 32, 341, 613, 80_001, 80_002]);
const NO_SUCH_OBJECT = 33;
const NOT_READY = 9007;
const SAME_AGAIN = 506;

const reads: Reads = (body) => {
  const error = refusal.safeParse(body).data?.error;
  if (!error) return null;
  const { code, error_subcode: sub, message } = error;
  if (code === 190 || code === 102 || code === 10 || (code >= 200 && code < 300)) return { code: 'permission_ended' };
  if (BUSY.has(code)) return { code: 'busy' };
  if (code === 1 || code === 2) return { code: 'server_trouble' };
  if (code === 100 && sub === NO_SUCH_OBJECT) return { code: 'gone' };
  if (code === SAME_AGAIN) return { code: 'duplicate' };
  if (code === NOT_READY) return { code: 'picture_not_ready', afterSeconds: 60 };
  return /image|photo|media/i.test(message) ? { code: 'picture_refused' } : { code: 'refused' };
};

/** Asks the Graph API of Facebook and Instagram, with the token in a header, never in an address. */
export const graph = async <T>(
  link: Link,
  step: Step,
  { path, ...asked }: Omit<Asked, 'url' | 'headers'> & { path: string },
  shape: z.ZodType<T>,
): Promise<T> => {
  const headers = { authorization: `Bearer ${link.said('token')}` };
  return ask(link, step, { ...asked, headers, url: `${link.said('server')}/${path}` }, shape, reads);
};

/** The last instant of our permission, as the Graph API itself says it; null = it does not end, or it does not say. */
export async function permissionUntil(link: Link): Promise<Date | null> {
  const shape = z.object({ data: z.object({ expires_at: z.number().default(0) }) });
  const path = `debug_token?${new URLSearchParams({ input_token: link.said('token') })}`;
  try {
    const { data } = await graph(link, 'prepares', { method: 'GET', path }, shape);
    return data.expires_at === 0 ? null : new Date(data.expires_at * 1000);
  } catch (error) {
    // it is no part of every permission to be asked about itself
    if (error instanceof Stopped) return null;
    throw error;
  }
}
