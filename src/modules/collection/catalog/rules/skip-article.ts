/** Articles that filing skips, by MARC language code. Source: kata_sandang of INLISLite; `''` holds for every language. */
const ARTICLES: Readonly<Record<string, readonly string[]>> = {
  '': ['si', 'sang', 'the'],
  ind: ['para'],
  eng: ['a', 'an'],
  ger: ['der', 'die', 'das', 'ein', 'eine'],
  fre: ['le', 'la', 'les', 'un', 'une'],
  dut: ['de', 'het', 'een'],
  ara: ['al'],
};
const ELIDED: Readonly<Record<string, RegExp>> = { fre: /^l['’]/i, ara: /^al-/i };

/**
 * A title without its leading article: "Si Malin Kundang" → "Malin Kundang". A title that is only an article stays.
 * @param languages MARC codes of the work; an article of another language is part of the title ("La Galigo", "A Samad Said")
 */
export function skipArticle(title: string, languages: readonly string[] = []): string {
  for (const language of languages) {
    const elided = ELIDED[language];
    if (elided?.test(title)) return title.replace(elided, '');
  }
  const [first, ...rest] = title.trim().split(/\s+/);
  if (first === undefined || rest.length === 0) return title;
  const word = first.toLowerCase();
  const articles = ['', ...languages].flatMap((language) => ARTICLES[language] ?? []);
  return articles.includes(word) ? rest.join(' ') : title;
}
