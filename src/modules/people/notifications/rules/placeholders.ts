import type { NoticeText, TextKind } from './notice-text.ts';

/** Known in every text. */
const COMMON = ['nama', 'nomor', 'perpustakaan', 'tautan', 'atur', 'jumlah'];

const PLACEHOLDER = /\{([^{}\s]*)\}/g;

/** Every placeholder that a text of this kind may hold. */
export const placeholdersOf = ({ placeholders }: Pick<TextKind, 'placeholders'>): string[] => [
  ...placeholders,
  ...COMMON,
];

export const usedPlaceholders = (text: string): string[] => [
  ...new Set([...text.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '')),
];

/** @returns what is wrong with a text: placeholders nobody can fill, and the one that is needed but missing */
export function checkText(
  kind: Pick<TextKind, 'placeholders' | 'needed'>,
  text: NoticeText,
): { unknown: string[]; missing: string | null } {
  const known = new Set(placeholdersOf(kind));
  const { needed } = kind;
  return {
    unknown: usedPlaceholders(`${text.subject}\n${text.body}`).filter((name) => !known.has(name)),
    missing: needed !== null && !usedPlaceholders(text.body).includes(needed) ? needed : null,
  };
}

/** Puts values in. What has none stays empty: {@link checkText} has refused unknown names before. */
export const fill = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(PLACEHOLDER, (_whole, name: string) => values[name] ?? '');
