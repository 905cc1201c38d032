import type { LocalDate } from '#shared/dates';
import { foldedKey } from '#shared/text/fold';
import { keptCode, type CodeKind, type CodeMeaning } from './code-kinds.ts';

/** What the network knows, against which codes and names of other systems are matched. */
export interface Surroundings {
  libraries: readonly { id: number; code: string; name: string }[];
  /** For what names no library, or an unknown one. */
  defaultLibraryId: number | null;
  itemTypes: readonly { code: string; nameId: string; nameEn: string }[];
  categories: readonly { code: string; nameId: string; nameEn: string }[];
  /** Left out: the file is of somebody else. */
  movingIn?: MovingIn;
}

/** What is known besides where a whole system moves in. */
export interface MovingIn {
  /** What people have said that its codes mean. */
  meanings: readonly CodeMeaning[];
  /** Rooms and shelves, by whose code or name a place is found. */
  spaces: readonly { id: number; libraryId: number; code: string; name: string }[];
  today: LocalDate;
}

/** What people have said that a code means; undefined where they have not. Where both are said, `PST` and `pst` are two. */
export function meaningOf({ movingIn }: Surroundings, kind: CodeKind, code: string): string | undefined {
  const kept = keptCode(code);
  const said = movingIn?.meanings.filter((one) => one.kind === kind) ?? [];
  return (said.find((one) => one.code === kept) ?? said.find((one) => one.code.toLowerCase() === kept.toLowerCase()))
    ?.means;
}

export interface Word {
  code: string;
  params: Record<string, string | number | boolean | null>;
}

/**
 * The library that a code or name means, exactly (never by likeness).
 * @returns libraryId null when nothing fits and there is no default; `word` tells of an unknown name
 */
export function findLibrary(around: Surroundings, named: string): { libraryId: number | null; word: Word | null } {
  const text = named.trim();
  if (text === '') return { libraryId: around.defaultLibraryId, word: null };
  const key = foldedKey(text);
  const said = meaningOf(around, 'library', text) ?? text;
  const found =
    around.libraries.find((library) => library.code.toLowerCase() === said.toLowerCase()) ??
    around.libraries.find((library) => foldedKey(library.name) === key);
  if (found) return { libraryId: found.id, word: null };
  return { libraryId: around.defaultLibraryId, word: { code: 'imports.library_unknown', params: { value: text } } };
}

const TYPE_WORDS: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/\b(refer|rujukan|kamus|ensiklopedi)/i, 'referensi'],
  [/\b(anak|child|juvenile)/i, 'anak'],
  [/\b(majalah|serial|jurnal|journal|berkala|periodical|koran|surat kabar|magazine)/i, 'berkala'],
  [/\b(audio|video|av|cd|dvd|vcd|kaset|film|musik|music)/i, 'av'],
  [/\b(lokal|local|langka|rare|deposit)/i, 'lokal'],
  [/\b(permainan|game|alat|toy)/i, 'alat'],
  [/\b(umum|general|text ?book|buku|book|fiction|fiksi|bk|circulation|sirkulasi)\b/i, 'umum'],
];

/** The item type that a code or words of another system mean; `umum` and a word about it when they mean nothing to us. */
export function findItemType(around: Surroundings, named: string): { itemType: string; word: Word | null } {
  const text = named.trim();
  if (text === '') return { itemType: 'umum', word: null };
  const key = foldedKey(text);
  const exact = around.itemTypes.find(
    (type) => type.code === text.toLowerCase() || foldedKey(type.nameId) === key || foldedKey(type.nameEn) === key,
  );
  const code = exact?.code ?? TYPE_WORDS.find(([pattern]) => pattern.test(text))?.[1];
  if (code !== undefined && around.itemTypes.some((type) => type.code === code)) return { itemType: code, word: null };
  return { itemType: 'umum', word: { code: 'imports.item_type_unknown', params: { value: text } } };
}

const CATEGORY_WORDS: readonly (readonly [pattern: RegExp, code: string])[] = [
  [/mahasiswa|university|college/i, 'mahasiswa'],
  [/pelajar|siswa|pupil|student|sma|smp|\bsd\b/i, 'pelajar'],
  [/anak|child/i, 'anak'],
  [/guru|dosen|asn|pns|teacher|lecturer/i, 'guru'],
  [/lansia|senior/i, 'lansia'],
  [/luar (kota|daerah)|non.?resident/i, 'luar_kota'],
  [/lembaga|institusi|institution/i, 'lembaga'],
  [/umum|standard|general|masyarakat|public/i, 'umum'],
];

/** The member category that a name of another system means; `umum` and a word about it when it means nothing to us. */
export function findCategory(around: Surroundings, named: string): { category: string; word: Word | null } {
  const text = named.trim();
  if (text === '') return { category: 'umum', word: null };
  const key = foldedKey(text);
  const exact = around.categories.find(
    (one) => one.code === text.toLowerCase() || foldedKey(one.nameId) === key || foldedKey(one.nameEn) === key,
  );
  const code = exact?.code ?? CATEGORY_WORDS.find(([pattern]) => pattern.test(text))?.[1];
  if (code !== undefined && around.categories.some((one) => one.code === code)) return { category: code, word: null };
  return { category: 'umum', word: { code: 'imports.category_unknown', params: { value: text } } };
}
