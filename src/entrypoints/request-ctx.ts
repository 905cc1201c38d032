import type { IncomingHttpHeaders } from 'node:http';
import { identityErrors, resolveActor } from '#modules/ground/identity';
import { heldClock } from '#platform/clock';
import type { Ctx, Locale } from '#platform/context';
import type { Services } from '#platform/services';
import { isOwnAct } from '#platform/requests/same-origin';
import { readSessionCookie } from '#platform/requests/session-cookie';
import { bearerOf } from './admission/credential-of.ts';

/** Throws `identity.cross_site` (403) for an act in the name of a cookie that a foreign page sent. */
export function requireSameOrigin(request: { method: string; headers: IncomingHttpHeaders; host: string }): void {
  if (!isOwnAct(request)) throw identityErrors.crossSite();
}

/** The language that the client asked for, else the one that the account chose, else Indonesian. */
function localeOf(headers: IncomingHttpHeaders, chosen: Locale | null): Locale {
  const first = headers['accept-language']?.trim().toLowerCase().slice(0, 2);
  if (first === 'en' || first === 'id') return first;
  return chosen ?? 'id';
}

/** The context of a request: bearer token or session cookie, language, library of the desk. */
export async function requestCtx(
  services: Services,
  request: { id: string; headers: IncomingHttpHeaders },
  via: 'api' | 'web',
): Promise<Ctx> {
  const { actor, locale } = await resolveActor(services, {
    bearer: bearerOf(request.headers),
    sessionToken: readSessionCookie(request.headers.cookie),
  });
  return {
    db: services.db,
    clock: heldClock(services.clock),
    actor,
    locale: localeOf(request.headers, locale),
    requestId: request.id,
    via,
    libraryId: actor.kind === 'account' ? actor.homeLibraryId : null,
  };
}
