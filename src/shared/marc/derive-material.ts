import type { Audience, MaterialKind } from './derived-bib.ts';
import { values, type FieldIndex } from './field-index.ts';

/** Leader/07: bibliographic level of a serial or of a part of one. */
const isSerial = (leader: string): boolean => /[bs]/.test(leader.charAt(7));

/** Whether 008/22 tells the audience: it does for books, music, recordings, computer files and visual material. */
const has008Audience = (leader: string): boolean => /[acdgijkmort]/.test(leader.charAt(6)) && !isSerial(leader);

const AUDIENCE_CODES: Readonly<Record<string, Audience>> = {
  a: 'anak',
  b: 'anak',
  c: 'anak',
  j: 'anak',
  d: 'remaja',
  e: 'dewasa',
  f: 'dewasa',
};

const audienceOfNote = (note: string): Audience | null => {
  if (/remaja|\bSM[PA]\b|\bMTs\b|young adult|teen|adolescen/i.test(note)) return 'remaja';
  if (/\banak|balita|\bPAUD\b|\bTK\b|\bSD\b|child|juvenile|preschool/i.test(note)) return 'anak';
  return /dewasa|adult/i.test(note) ? 'dewasa' : null;
};

/** Audience by 008/22, else by the note in 521. Source: MARC 21, 008 (Books) position 22. */
export const deriveAudience = (index: FieldIndex): Audience | null => {
  const { leader } = index.record;
  const coded = has008Audience(leader) ? AUDIENCE_CODES[index.control('008').charAt(22)] : undefined;
  return (
    coded ??
    audienceOfNote(
      index
        .data('521')
        .flatMap((field) => values(field, 'a'))
        .join(' '),
    )
  );
};

const THESIS =
  /skripsi|tesis|disertasi|tugas akhir|karya (?:tulis )?ilmiah|laporan penelitian|\bthes[ei]s\b|dissertation/i;
const TOY = /puzzle|mainan|permainan|alat peraga|\bAPE\b|\btoys?\b|\bgames?\b/i;
const CHILDREN = /cerita anak|bacaan anak|buku anak|komik anak|juvenile|children's/i;

const kindOfText = (index: FieldIndex, audience: Audience | null, describing: string): MaterialKind => {
  const { leader } = index.record;
  if (isSerial(leader)) return 'terbitan_berkala';
  const isBookCoded = /[at]/.test(leader.charAt(6));
  const field008 = index.control('008');
  if (leader.charAt(6) === 't' || index.data('502').length > 0 || THESIS.test(describing)) return 'karya_ilmiah';
  if (isBookCoded && field008.slice(24, 28).includes('m')) return 'karya_ilmiah';
  // Form of item: o online, q direct electronic, s electronic.
  if (/[oqs]/.test(field008.charAt(23)) || /^c[or]/.test(index.control('007'))) return 'berkas_digital';
  return audience === 'anak' || CHILDREN.test(describing) ? 'buku_anak' : 'buku';
};

/**
 * Kind of material by leader/06-07, then 007 and 008, then the words of 300 and 655. Source: MARC 21 leader/06 (type of
 * record), 008/33 (type of visual material).
 */
export const deriveMaterialKind = (index: FieldIndex, audience: Audience | null): MaterialKind => {
  const genre = index.data('655').flatMap((field) => values(field, 'a'));
  const physical = index.data('300').flatMap((field) => values(field, 'ae'));
  const describing = [...genre, ...physical].join(' ');
  const visual = index.control('008').charAt(33);
  const medium = index.control('007').charAt(0);
  switch (index.record.leader.charAt(6)) {
    case 'a':
    case 't':
    case 'c':
    case 'd':
    case ' ':
    case '#':
    case '|':
      return kindOfText(index, audience, describing);
    case 'e':
    case 'f':
      return 'peta';
    case 'i':
    case 'j':
      return 'audio';
    case 'm':
      return 'berkas_digital';
    case 'g':
      return medium === 'g' || visual === 's' || visual === 't' ? 'lainnya' : 'video';
    case 'k':
    case 'o':
    case 'r':
      return visual === 'g' || visual === 'w' || TOY.test(describing) ? 'alat_permainan' : 'lainnya';
    default:
      return 'lainnya';
  }
};
