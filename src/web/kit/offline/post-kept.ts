const PATIENCE_MS = 15_000;
/** Something in the message can never be read: too long, of the wrong shape, too much at once. */
const NEVER_READ = [400, 413, 422];
/** Nobody is served now; what answers so may answer otherwise soon. */
const LATER = [408, 425, 429];

/** What became of a message of things that a device kept. */
export type PostedKept =
  | { kind: 'answered'; body: unknown }
  /** No network, or a server that does not answer now: they are sent later. */
  | { kind: 'offline' }
  /** The server does not want them (the session is over, the right is gone, the thing has ended): they stay on the device, and this is why. */
  | { kind: 'refused'; reason: string }
  /** One of them cannot be read: sent alone, it is known which. */
  | { kind: 'unreadable' };

/** Sends what a device kept while it had no network, as JSON to an address of the API. */
export async function postKept(path: string, message: unknown): Promise<PostedKept> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': document.documentElement.lang },
      body: JSON.stringify(message),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status >= 500 || LATER.includes(response.status)) return { kind: 'offline' };
    if (NEVER_READ.includes(response.status)) return { kind: 'unreadable' };
    const body: unknown = await response.json();
    return response.ok ? { kind: 'answered', body } : { kind: 'refused', reason: detailOf(body) };
  } catch {
    return { kind: 'offline' };
  }
}

const detailOf = (body: unknown): string =>
  typeof body === 'object' && body !== null && 'detail' in body && typeof body.detail === 'string' ? body.detail : '';
