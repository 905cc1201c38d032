import { createHmac, randomBytes } from 'node:crypto';

/** The four keys of OAuth 1.0a: of an app, and of the user in whose name it acts. */
interface OauthKeys {
  apiKey: string;
  apiSecret: string;
  accessToken: string;
  accessSecret: string;
}

/** As RFC 3986 has it; `encodeURIComponent` leaves five signs alone. */
const escaped = (text: string): string =>
  encodeURIComponent(text).replaceAll(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);

/** The header that signs a call (RFC 5849, HMAC-SHA1). Bodies of JSON and of files are no part of it. */
export function oauthHeader(
  method: string,
  address: string,
  keys: OauthKeys,
  { at, nonce = randomBytes(16).toString('hex') }: { at: Date; nonce?: string },
): string {
  const url = new URL(address);
  const own = {
    ...{ oauth_consumer_key: keys.apiKey, oauth_nonce: nonce, oauth_signature_method: 'HMAC-SHA1' },
    ...{
      oauth_timestamp: String(Math.floor(at.getTime() / 1000)),
      oauth_token: keys.accessToken,
      oauth_version: '1.0',
    },
  };
  const all = [...Object.entries(own), ...url.searchParams]
    .map(([name, value]) => [escaped(name), escaped(value)] as const)
    .toSorted(([one, first], [other, second]) => (one === other ? (first < second ? -1 : 1) : one < other ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
  const base = [method, escaped(`${url.origin}${url.pathname}`), escaped(all)].join('&');
  const signature = createHmac('sha1', `${escaped(keys.apiSecret)}&${escaped(keys.accessSecret)}`)
    .update(base)
    .digest('base64');
  const parts = Object.entries({ ...own, oauth_signature: signature });
  return `OAuth ${parts.map(([name, value]) => `${escaped(name)}="${escaped(value)}"`).join(', ')}`;
}
