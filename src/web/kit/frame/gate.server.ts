import { redirect } from '@sveltejs/kit';
import { setupNeeded } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import { deLocalizeUrl, localizeHref } from '#i18n/runtime';

const below = (path: string, room: string): boolean => path === room || path.startsWith(`${room}/`);

/**
 * Who may enter which part of the house, before any page runs: everything leads to the set-up page while there is no account;
 * `/staf` needs an account, `/akun` a member. The use cases check the permissions themselves.
 */
export async function passGate(ctx: Ctx, url: URL): Promise<void> {
  const path = deLocalizeUrl(url).pathname;
  const setup = await setupNeeded(ctx.db);
  if (below(path, '/pasang')) {
    if (setup) return;
    redirect(303, localizeHref('/'));
  }
  if (setup) redirect(303, localizeHref('/pasang'));
  const { kind } = ctx.actor;
  // a member at /staf is told by the layout there, in its own frame
  if (below(path, '/staf') && kind === 'anonymous') redirect(303, signInHref(url));
  if (below(path, '/akun') && kind !== 'member') redirect(303, signInHref(url));
}

/** The sign-in, from where it goes on to this page. */
export const signInHref = (url: URL): string =>
  `${localizeHref('/masuk')}?lanjut=${encodeURIComponent(url.pathname + url.search)}`;

/** The page that somebody wanted before they signed in: only ever one of ours. */
export function safeNext(wanted: string | null, url: URL): string | null {
  if (!wanted?.startsWith('/')) return null;
  const target = URL.parse(wanted, url.origin);
  // `/.//elsewhere` becomes `//elsewhere`, which a browser takes for another site
  if (target?.origin !== url.origin || target.pathname.startsWith('//')) return null;
  return target.pathname + target.search;
}
