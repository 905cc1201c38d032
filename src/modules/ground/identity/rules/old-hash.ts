/** What an older system kept of a password: a hash made for passwords, or a plain digest. */
export type OldHash = { kind: 'bcrypt'; hash: string } | { kind: OldDigest; digest: string };

/** Plain digests of passwords, by what Node calls them. */
export const oldDigests = ['md5', 'sha1'] as const;
export type OldDigest = (typeof oldDigests)[number];

/** With up to 2^14 rounds, some two seconds a guess: what asks for more would keep the server busy. */
const BCRYPT = /^\$2[aby]\$(?:0[4-9]|1[0-4])\$[./A-Za-z0-9]{53}$/;
const FIGURES: Readonly<Record<OldDigest, RegExp>> = { md5: /^[0-9a-f]{32}$/i, sha1: /^[0-9a-f]{40}$/i };
/** Digests of nothing at all: no password stands behind them. */
const OF_NOTHING = ['d41d8cd98f00b204e9800998ecf8427e', 'da39a3ee5e6b4b0d3255bfef95601890afd80709'];

/** Which hash it is; null = none that a password can be compared with (a bcrypt hash that a column cut off is one). */
export function readOldHash(written: string): OldHash | null {
  const text = written.trim();
  if (BCRYPT.test(text)) return { kind: 'bcrypt', hash: text };
  const kind = oldDigests.find((one) => FIGURES[one].test(text));
  const digest = text.toLowerCase();
  return kind && !OF_NOTHING.includes(digest) ? { kind, digest } : null;
}
