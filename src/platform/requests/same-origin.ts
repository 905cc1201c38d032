import type { IncomingHttpHeaders } from 'node:http';
import { readSessionCookie } from './session-cookie.ts';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Of what `Authorization` may say, only this is no browser's doing: name and password of a proxy it adds to every request by itself. */
const BEARER = /^Bearer \S/i;

/**
 * A foreign page may make a browser send our cookie along; a bearer token it cannot. So an act in the name of a cookie must come from
 * our own pages, for the API and for what pages post without a form.
 * @param request.host under which we are reached
 */
export function isOwnAct(request: {
  method: string;
  headers: Pick<IncomingHttpHeaders, 'authorization' | 'cookie' | 'origin' | 'sec-fetch-site'>;
  host: string;
}): boolean {
  const { headers, method, host } = request;
  if (SAFE.has(method) || BEARER.test(headers.authorization ?? '') || readSessionCookie(headers.cookie) === null)
    return true;
  const site = headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin';
  // browsers without Sec-Fetch-Site still say the origin
  return headers.origin !== undefined && URL.parse(headers.origin)?.host === host;
}
