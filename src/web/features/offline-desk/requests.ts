import { DEVICE_HEADER, type ActAnswer, type SentAct } from '#modules/stock/offline-desk/client';

const PATIENCE_MS = 20_000;
/** A snapshot of a whole city may take its time. */
const LONG_MS = 120_000;

/** What came of asking the server. */
export type Answer<T> =
  | { kind: 'ok'; body: T }
  /** Nobody answered, or a server that is not well. */
  | { kind: 'offline' }
  | { kind: 'refused'; status: number; code: string; reason: string };

const textOf = (body: unknown, key: string): string => {
  const value: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, key) : undefined;
  return typeof value === 'string' ? value : '';
};

async function ask<T>(
  path: string,
  is: (body: unknown) => body is T,
  init: RequestInit = {},
  wait = PATIENCE_MS,
): Promise<Answer<T>> {
  try {
    const response = await fetch(`/api/v1/offline-desk/${path}`, {
      ...init,
      headers: {
        'content-type': 'application/json',
        'accept-language': document.documentElement.lang,
        ...init.headers,
      },
      signal: AbortSignal.timeout(wait),
    });
    if (response.status >= 500) return { kind: 'offline' };
    const body: unknown = await response.json();
    if (response.ok && is(body)) return { kind: 'ok', body };
    return { kind: 'refused', status: response.status, code: textOf(body, 'code'), reason: textOf(body, 'detail') };
  } catch {
    return { kind: 'offline' };
  }
}
const has =
  <T>(...keys: string[]) =>
  (body: unknown): body is T =>
    typeof body === 'object' && body !== null && keys.every((key) => key in body);

export interface EnrolledHere {
  id: number;
  name: string;
  library: { id: number; name: string };
  token: string;
  unlock: string;
  verifyKey: string;
}
export const askEnrolment = async (input: object): Promise<Answer<EnrolledHere>> =>
  ask('devices', has<EnrolledHere>('id', 'token', 'unlock', 'verifyKey'), {
    method: 'POST',
    body: JSON.stringify(input),
  });

export const askUnlock = async (id: number): Promise<Answer<{ unlock: string; revoked: boolean }>> =>
  ask(`devices/${id}/unlock-key`, has<{ unlock: string; revoked: boolean }>('unlock', 'revoked'));

export const askSnapshot = async (id: number): Promise<Answer<{ body: string; signature: string }>> =>
  ask(`devices/${id}/snapshot`, has<{ body: string; signature: string }>('body', 'signature'), {}, LONG_MS);

export const sendActs = async (token: string, acts: readonly SentAct[]): Promise<Answer<{ data: ActAnswer[] }>> =>
  ask(
    'acts',
    has<{ data: ActAnswer[] }>('data'),
    { method: 'POST', body: JSON.stringify({ acts }), headers: { [DEVICE_HEADER]: token } },
    LONG_MS,
  );
