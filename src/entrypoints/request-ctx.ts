import type { IncomingHttpHeaders } from 'node:http';
import { resolveActor } from '#modules/identity';
import type { Ctx, Locale } from '#platform/context';
import type { Services } from '#platform/services';
import { readSessionCookie } from '#platform/session-cookie';

const localeOf = (headers: IncomingHttpHeaders): Locale => (headers['accept-language']?.startsWith('en') ? 'en' : 'id');

/** The context of a request: bearer token or session cookie, language, library of the desk. */
export async function requestCtx(
  services: Services,
  request: { id: string; headers: IncomingHttpHeaders },
  via: 'api' | 'web',
): Promise<Ctx> {
  const bearer = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? null;
  const { actor } = await resolveActor(services, { bearer, sessionToken: readSessionCookie(request.headers.cookie) });
  return {
    db: services.db,
    clock: services.clock,
    actor,
    locale: localeOf(request.headers),
    requestId: request.id,
    via,
    libraryId: actor.kind === 'account' ? actor.homeLibraryId : null,
  };
}
