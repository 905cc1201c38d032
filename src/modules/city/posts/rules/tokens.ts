/** What stands in a text for what its programme says now, in both languages. */
export const TOKENS = ['judul', 'tanggal', 'jam', 'tempat'] as const;
export type Token = (typeof TOKENS)[number];
export type TokenWords = Partial<Record<Token, string>>;

const TOKEN_OF: Readonly<Record<string, Token>> = {
  ...{ judul: 'judul', tanggal: 'tanggal', jam: 'jam', tempat: 'tempat' },
  ...{ title: 'judul', date: 'tanggal', time: 'jam', place: 'tempat' },
};
const WRITTEN = /\{([a-z]{2,20})\}/g;

/** Fills in what is known. @returns the text, and the names in braces for which there is nothing */
export function fillTokens(text: string, words: TokenWords): { text: string; missing: string[] } {
  const missing = new Set<string>();
  const filled = text.replaceAll(WRITTEN, (written, name: string) => {
    const token = TOKEN_OF[name];
    const word = token === undefined ? undefined : words[token];
    if (word !== undefined && word !== '') return word;
    missing.add(name);
    return written;
  });
  return { text: filled, missing: [...missing] };
}
