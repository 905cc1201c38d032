import type { Word } from './surroundings.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[\d\s().-]{6,40}$/;

/** A member as a table describes it, but for what the record holds in words of its own. */
export interface MemberFacts {
  number: string;
  fullName: string;
  birthDate: string | null;
  sex: 'L' | 'P' | null;
  category: string;
  joinedOn?: string;
  expiresOn?: string | null;
}

/** A field of a member's record that tables may fill. */
export interface TextField {
  readonly name: string;
  readonly kind: 'text' | 'phone' | 'email';
  readonly max: number;
  /** Columns by which INLISLite may call it, and the one of SLiMS. */
  readonly inlislite?: readonly string[];
  readonly slims?: string;
}
/** By the names of such fields. */
export type MemberTexts = Record<string, string | null>;

/** Text cut to what the field holds; the rest goes to the notes, so nothing is lost. */
export function fitting(text: string, max: number, notes: string[]): string | null {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  if (trimmed === '' || trimmed === '-') return null;
  if (trimmed.length <= max) return trimmed;
  notes.push(trimmed);
  return trimmed.slice(0, max);
}

/** A telephone number, or null and its text among the notes. Two numbers in one field: the first is the number. */
function phoneOrNote(text: string, notes: string[], words: Word[]): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-' || /^0+$/.test(trimmed)) return null;
  const [first = '', ...others] = trimmed.split(/\s*[/;,]\s*/);
  if (PHONE.test(first)) {
    if (others.length > 0) notes.push(others.join(', '));
    return first;
  }
  notes.push(trimmed);
  words.push({ code: 'imports.phone_unreadable', params: { value: trimmed.slice(0, 60) } });
  return null;
}

function emailOrNote(text: string, notes: string[], words: Word[]): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return null;
  if (EMAIL.test(trimmed) && trimmed.length <= 200) return trimmed;
  notes.push(trimmed);
  words.push({ code: 'imports.email_unreadable', params: { value: trimmed.slice(0, 60) } });
  return null;
}

/** Every field for which the table has something, as the record takes it; what does not fit goes to the notes. */
export function readTexts(
  fields: readonly TextField[],
  read: (field: TextField) => string | undefined,
  notes: string[],
  words: Word[],
): MemberTexts {
  const texts: MemberTexts = {};
  for (const field of fields) {
    const text = read(field);
    if (text === undefined) continue;
    if (field.kind === 'phone') texts[field.name] = phoneOrNote(text, notes, words);
    else if (field.kind === 'email') texts[field.name] = emailOrNote(text, notes, words);
    else texts[field.name] = fitting(text, field.max, notes);
  }
  return texts;
}

export const notesText = (notes: readonly string[]): string | null => notes.join('\n').slice(0, 2000) || null;
