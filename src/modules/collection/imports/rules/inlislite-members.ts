import type { Column } from './inlislite-columns.ts';
import { dateOrWord } from './item-values.ts';
import { fitting, notesText, readTexts, type MemberFacts, type MemberTexts, type TextField } from './member-values.ts';
import { findCategory, type Surroundings, type Word } from './surroundings.ts';

/** A row of INLISLite's member table (49 columns). What lending does not need is not read at all. */
export function inlisliteMember(
  column: Column,
  around: Surroundings,
  fields: readonly TextField[],
): { facts: MemberFacts; texts: MemberTexts; words: Word[] } {
  const notes: string[] = [];
  const type = findCategory(around, column('JENIS_ANGGOTA'));
  const birth = dateOrWord(column('TANGGAL_LAHIR', 'TGL_LAHIR'), 'TANGGAL_LAHIR');
  const since = dateOrWord(column('TANGGAL_PENDAFTARAN', 'TGL_PENDAFTARAN'), 'TANGGAL_PENDAFTARAN');
  const until = dateOrWord(column('TANGGAL_AKHIR_BERLAKU', 'TGL_AKHIR_BERLAKU'), 'TANGGAL_AKHIR_BERLAKU');
  const words = [...(type.word ? [type.word] : []), ...birth.words, ...since.words, ...until.words];
  const sex = column('JENIS_KELAMIN');
  const place = [column('FAKULTAS'), column('JURUSAN'), column('PROGRAM_STUDI'), column('UNIT_KERJA')];
  const job = column('PEKERJAAN');
  const facts = {
    number: column('NO_ANGGOTA', 'NOMOR_ANGGOTA'),
    fullName: fitting(column('NAMA', 'NAMA_LENGKAP', 'NAMA_ANGGOTA'), 120, notes) ?? '',
    birthDate: birth.date,
    sex: /^(l|laki|pria|m)/i.test(sex) ? ('L' as const) : /^(p|perempuan|wanita|f)/i.test(sex) ? ('P' as const) : null,
    category: type.category,
    ...(since.date === null ? {} : { joinedOn: since.date }),
    ...(until.date === null ? {} : { expiresOn: until.date }),
  };
  const texts = readTexts(fields, ({ inlislite }) => inlislite && column(...inlislite), notes, words);
  const more = [...place, job].filter((text) => text !== '');
  texts.notes = notesText(more.length > 0 ? [...notes, more.join(', ')] : notes);
  return { facts, texts, words };
}
