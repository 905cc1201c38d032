import type { IncomingHttpHeaders } from 'node:http';
import { SESSION_PREFIX } from '#modules/ground/identity';
import { readSessionCookie } from '#platform/requests/session-cookie';

/** By what a request says who it is. Unproven. */
export interface Credential {
  secret: string;
  kind: 'session' | 'token';
}

/** The bearer token of an `Authorization` head, or null. */
export const bearerOf = ({ authorization }: IncomingHttpHeaders): string | null =>
  /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? null;

/** As the door reads it afterwards: pages know the cookie alone, in the API a token wins over it. */
export function credentialOf(door: 'api' | 'pages', headers: IncomingHttpHeaders): Credential | null {
  const bearer = door === 'api' ? bearerOf(headers) : null;
  if (bearer !== null) return { secret: bearer, kind: bearer.startsWith(`${SESSION_PREFIX}_`) ? 'session' : 'token' };
  const secret = readSessionCookie(headers.cookie);
  return secret === null ? null : { secret, kind: 'session' };
}
