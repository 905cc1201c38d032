import type { ChannelKind } from './limits.ts';

/** One thing that must be known to speak to a channel. */
export interface AccountField {
  name: string;
  /** It can be written and never read. */
  secret: boolean;
  /** Without it nothing goes out. */
  needed: boolean;
  /** What it looks like. `address`: of a server, which a secret is meant for alone. `link`: of a page for people. */
  is: 'text' | 'address' | 'link';
  /** What stands there when nobody says otherwise. */
  preset: string;
  most: number;
  /** Where only some forms are taken. */
  shape: RegExp | null;
}

/** The longest name of an account. */
export const NAME_LENGTH = 100;

const said = (name: string, shape: RegExp | null, most = 200): AccountField => ({
  ...{ name, secret: false, needed: true, is: 'text', preset: '', most, shape },
});
const server = (name: string, preset: string): AccountField => ({
  ...{ name, secret: false, needed: true, is: 'address', preset, most: 300, shape: null },
});
/** What may stand in a header. */
const ONE_WORD = /^[\x21-\x7E]+$/;
const hidden = (name: string, needed = true, shape = ONE_WORD): AccountField => ({
  ...{ name, secret: true, needed, is: 'text', preset: '', most: 1000, shape },
});
const page: AccountField = {
  ...{ name: 'page', secret: false, needed: false, is: 'link', preset: '', most: 300, shape: null },
};
const DIGITS = /^\d{3,40}$/;

/** What must be known of every kind of account, in the order of its form. */
export const accountFields: Record<ChannelKind, readonly AccountField[]> = {
  telegram: [
    said('chat', /^(?:@[A-Za-z]\w{3,31}|-?\d{5,20})$/, 40),
    hidden('botToken', true, /^\d{3,20}:[\w-]{20,100}$/),
    server('server', 'https://api.telegram.org'),
  ],
  mastodon: [server('server', ''), hidden('token')],
  bluesky: [
    said('handle', /^[a-z0-9][a-z0-9.-]*\.[a-z]{2,}$/i, 253),
    hidden('appPassword'),
    server('server', 'https://bsky.social'),
  ],
  facebook: [said('pageId', DIGITS, 40), hidden('token'), server('server', 'https://graph.facebook.com/v23.0')],
  instagram: [said('userId', DIGITS, 40), hidden('token'), server('server', 'https://graph.facebook.com/v23.0')],
  x: [
    ...[hidden('apiKey', false), hidden('apiSecret', false), hidden('accessToken', false)],
    ...[hidden('accessSecret', false), hidden('bearer', false), server('server', 'https://api.x.com')],
  ],
  webhook: [server('address', ''), hidden('key')],
  whatsapp_channel: [page],
  other: [page],
};

/** Of X: signed by four keys, or by one of a user. */
const signedX = ['apiKey', 'apiSecret', 'accessToken', 'accessSecret'];

/** Whether all is known that is needed to speak there. @param known names of what is set */
export function isComplete(kind: ChannelKind, known: ReadonlySet<string>): boolean {
  if (kind === 'x' && !known.has('bearer') && !signedX.every((name) => known.has(name))) return false;
  return accountFields[kind].every(({ name, needed }) => !needed || known.has(name));
}
