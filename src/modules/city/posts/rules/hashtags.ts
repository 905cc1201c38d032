/** A hashtag as it is kept: without its sign; null = a channel would not read it as one. */
export function readHashtag(typed: string): string | null {
  const tag = typed.trim().replace(/^#+/u, '').normalize('NFC');
  return /^[\p{L}\p{N}_]+$/u.test(tag) && /\p{L}/u.test(tag) ? tag : null;
}

/** Hashtags of a line or a list, each once, whatever its capitals; what is none is left out. */
export function readHashtags(typed: readonly string[]): string[] {
  const found = new Map<string, string>();
  for (const one of typed.flatMap((line) => line.split(/[\s,]+/u))) {
    const tag = readHashtag(one);
    if (tag !== null && !found.has(tag.toLowerCase())) found.set(tag.toLowerCase(), tag);
  }
  return [...found.values()];
}
