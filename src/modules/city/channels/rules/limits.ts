/** Where the library speaks outside. The last two have no API: a person copies and shares. */
export const channelKinds = [
  'telegram',
  'mastodon',
  'bluesky',
  'facebook',
  'instagram',
  'x',
  'webhook',
  'whatsapp_channel',
  'other',
] as const;
export type ChannelKind = (typeof channelKinds)[number];

/** What a channel takes, as its own documents say it. */
export interface ChannelLimits {
  /** The longest text; null = no limit is documented. */
  letters: number | null;
  /** How it counts: see `countLetters`. */
  count: 'utf16' | 'graphemes' | 'x_weighted';
  /** The longest text when a picture goes along; null = as without one. */
  captionLetters: number | null;
  /** A link stands in the text, goes beside it, or leads nowhere. */
  links: 'text' | 'attached' | 'none';
  picture: 'none' | 'optional' | 'required';
  /** A picture has a description that readers of screens hear. */
  altText: boolean;
  altLetters: number | null;
  /** What went out can be changed there, taken back there. */
  edits: boolean;
  deletes: boolean;
  /** No program speaks to it: a person copies and shares. */
  byHand: boolean;
}

const LIKE_TEXT = { captionLetters: null, links: 'text', picture: 'optional', byHand: false } as const;
const BY_HAND: ChannelLimits = {
  ...{ letters: null, count: 'utf16', captionLetters: null, links: 'text', picture: 'optional' },
  ...{ altText: false, altLetters: null, edits: false, deletes: false, byHand: true },
};

/**
 * The limits of every channel. Telegram: Bot API (sendMessage, sendPhoto). Mastodon: the default of a server. Bluesky: app.bsky.feed.post.
 * Facebook, Instagram: Graph API. X: twitter-text.
 */
export const limitsOf: Record<ChannelKind, ChannelLimits> = {
  telegram: {
    ...LIKE_TEXT,
    ...{ letters: 4096, count: 'utf16', captionLetters: 1024 },
    ...{ altText: false, altLetters: null, edits: true, deletes: true },
  },
  mastodon: {
    ...LIKE_TEXT,
    ...{ letters: 500, count: 'graphemes', altText: true, altLetters: 1500, edits: true, deletes: true },
  },
  bluesky: {
    ...LIKE_TEXT,
    ...{ letters: 300, count: 'graphemes', altText: true, altLetters: 2000, edits: false, deletes: true },
  },
  facebook: {
    ...LIKE_TEXT,
    ...{ letters: 63_206, count: 'utf16', links: 'attached' },
    ...{ altText: true, altLetters: null, edits: true, deletes: true },
  },
  instagram: {
    ...LIKE_TEXT,
    ...{ letters: 2200, count: 'utf16', links: 'none', picture: 'required' },
    ...{ altText: true, altLetters: 1000, edits: false, deletes: false },
  },
  x: {
    ...LIKE_TEXT,
    ...{ letters: 280, count: 'x_weighted', altText: true, altLetters: 1000, edits: false, deletes: true },
  },
  webhook: {
    ...LIKE_TEXT,
    ...{ letters: null, count: 'utf16', links: 'attached' },
    ...{ altText: true, altLetters: null, edits: true, deletes: true },
  },
  whatsapp_channel: BY_HAND,
  other: BY_HAND,
};

/**
 * Whether the same message under the same key may be sent again without standing there twice: always (our own record key), for an hour
 * (Mastodon keeps an idempotency key so long), or never.
 */
export const repeatsOf: Record<ChannelKind, 'always' | 'for_an_hour' | 'never'> = {
  ...{ telegram: 'never', mastodon: 'for_an_hour', bluesky: 'always', facebook: 'never', instagram: 'never' },
  ...{ x: 'never', webhook: 'never', whatsapp_channel: 'never', other: 'never' },
};
