import { inLocale, localeOf, withoutLocale } from '#web/kit/offline/keep-rules.ts';
import { STAND_INS, standInFor } from '#web/kit/offline/stand-ins.ts';

/** What is shown for a page whose server cannot be reached, where this browser keeps it; null = nothing, or another page. */
export async function standInPage(path: string): Promise<Response | null> {
  const standIn = standInFor(path);
  if (!standIn) return null;
  const href = inLocale(standIn.page, localeOf(path));
  const kept = await (await caches.open(standIn.cache)).match(href, { ignoreVary: true });
  if (!kept || withoutLocale(path) === standIn.page) return kept ?? null;
  return Response.redirect(`${href}?dari=${encodeURIComponent(path)}`, 302);
}

/** A file of such a page. */
export async function standInFile(request: Request): Promise<Response | undefined> {
  for (const { cache } of STAND_INS) {
    const kept = await (await caches.open(cache)).match(request, { ignoreVary: true });
    if (kept) return kept;
  }
  return undefined;
}
