import type { Lane } from '#platform/admission/rules/places';

/** What the first line of a request and its heads say, before any question to the database. */
export interface Seen {
  door: 'api' | 'pages';
  method: string;
  /** As it was asked for. */
  url: string;
  /** `session`: of staff or of a member, nobody knows; `token`: only accounts have one. */
  credential: 'session' | 'token' | null;
  /** This process has found the credential to be of staff. */
  isKnown: boolean;
}

/** Where staff come in, and go. */
const SIGN_IN = /^(?:\/en)?\/(?:masuk|keluar)(?:[/?]|$)/;
const STAFF = /^(?:\/en)?\/staf(?:[/?]|$)/;
const isLooking = (method: string): boolean => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';

/**
 * In which lane a request goes. Only who is known goes with the desks; a cookie that somebody made up goes at best with those who are
 * signing in, who have few places and a line of their own.
 */
export function laneOf({ door, method, url, credential, isKnown }: Seen): Lane {
  if (isKnown) return 'desk';
  if (door === 'api' && credential === 'token') return 'newcomer';
  if (door === 'pages' && (SIGN_IN.test(url) || (credential === 'session' && STAFF.test(url)))) return 'newcomer';
  return isLooking(method) ? 'reader' : 'act';
}
