import { DESK, DESK_CACHE, DESK_PAGE } from '../offline/desk-pages.ts';
import { inLocale, localeOf, withoutLocale } from '../offline/keep-rules.ts';

/** What is shown for the desk when its server cannot be reached, where this browser is enrolled; null = nothing, or another page. */
export async function offlineDesk(path: string): Promise<Response | null> {
  const page = withoutLocale(path);
  if (page !== DESK && page !== DESK_PAGE) return null;
  const href = inLocale(DESK_PAGE, localeOf(path));
  const kept = await (await caches.open(DESK_CACHE)).match(href, { ignoreVary: true });
  return kept && page === DESK ? Response.redirect(href, 302) : (kept ?? null);
}

/** A file of that page. */
export const deskFile = async (request: Request): Promise<Response | undefined> =>
  (await caches.open(DESK_CACHE)).match(request, { ignoreVary: true });
