import type { Word } from './surroundings.ts';

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const PHONE = /^\+?[\d\s().-]{6,40}$/;

/** A member as a table describes it, ready for the members' door (`homeLibraryId` and `category` are found already). */
export interface MemberFacts {
  number: string;
  fullName: string;
  birthDate: string | null;
  sex: 'L' | 'P' | null;
  category: string;
  homeLibraryId: number;
  address: string | null;
  rt?: string | null;
  rw?: string | null;
  kelurahan?: string | null;
  kecamatan?: string | null;
  city?: string | null;
  postalCode?: string | null;
  phone: string | null;
  email: string | null;
  institution: string | null;
  className?: string | null;
  guardianName?: string | null;
  guardianRelation?: string | null;
  guardianPhone?: string | null;
  notes: string | null;
  joinedOn?: string;
  expiresOn?: string | null;
  status?: 'active' | 'withdrawn';
}

/** Text cut to what the field holds; the rest goes to the notes, so nothing is lost. */
export function fitting(text: string, max: number, notes: string[]): string | null {
  const trimmed = text.replace(/\s+/g, ' ').trim();
  if (trimmed === '' || trimmed === '-') return null;
  if (trimmed.length <= max) return trimmed;
  notes.push(trimmed);
  return trimmed.slice(0, max);
}

/** A telephone number, or null and its text among the notes. Two numbers in one field: the first is the number. */
export function phoneOrNote(text: string, notes: string[], words: Word[]): string | null {
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

export function emailOrNote(text: string, notes: string[], words: Word[]): string | null {
  const trimmed = text.trim();
  if (trimmed === '' || trimmed === '-') return null;
  if (EMAIL.test(trimmed) && trimmed.length <= 200) return trimmed;
  notes.push(trimmed);
  words.push({ code: 'imports.email_unreadable', params: { value: trimmed.slice(0, 60) } });
  return null;
}

export const notesText = (notes: readonly string[]): string | null => notes.join('\n').slice(0, 2000) || null;
