import type { Column } from './inlislite-columns.ts';
import { dateOrWord } from './item-values.ts';
import { emailOrNote, fitting, notesText, phoneOrNote, type MemberFacts } from './member-values.ts';
import { findCategory, type Surroundings, type Word } from './surroundings.ts';

/** A row of INLISLite's member table (49 columns). What lending does not need is not read at all. */
export function inlisliteMember(
  column: Column,
  around: Surroundings,
): { facts: Omit<MemberFacts, 'homeLibraryId'>; words: Word[] } {
  const notes: string[] = [];
  const type = findCategory(around, column('JENIS_ANGGOTA'));
  const birth = dateOrWord(column('TANGGAL_LAHIR', 'TGL_LAHIR'), 'TANGGAL_LAHIR');
  const since = dateOrWord(column('TANGGAL_PENDAFTARAN', 'TGL_PENDAFTARAN'), 'TANGGAL_PENDAFTARAN');
  const until = dateOrWord(column('TANGGAL_AKHIR_BERLAKU', 'TGL_AKHIR_BERLAKU'), 'TANGGAL_AKHIR_BERLAKU');
  const words = [...(type.word ? [type.word] : []), ...birth.words, ...since.words, ...until.words];
  const now = (part: string): string =>
    column(`${part}_TEMPAT_TINGGAL_SEKARANG`, `${part}_SEKARANG`, `${part}_SESUAI_KTP`, part);
  const sex = column('JENIS_KELAMIN');
  const place = [column('FAKULTAS'), column('JURUSAN'), column('PROGRAM_STUDI'), column('UNIT_KERJA')];
  const job = column('PEKERJAAN');
  const relatives = {
    guardianName: fitting(column('NAMA_DARURAT', 'NAMA_KONTAK_DARURAT'), 120, notes),
    guardianRelation: fitting(column('STATUS_HUBUNGAN_DARURAT', 'STATUS_HUBUNGAN'), 40, notes),
    guardianPhone: phoneOrNote(column('NO_TELP_DARURAT', 'TELP_DARURAT'), notes, words),
  };
  const facts = {
    number: column('NO_ANGGOTA', 'NOMOR_ANGGOTA'),
    fullName: fitting(column('NAMA', 'NAMA_LENGKAP', 'NAMA_ANGGOTA'), 120, notes) ?? '',
    birthDate: birth.date,
    sex: /^(l|laki|pria|m)/i.test(sex) ? ('L' as const) : /^(p|perempuan|wanita|f)/i.test(sex) ? ('P' as const) : null,
    category: type.category,
    address: fitting(now('ALAMAT'), 300, notes),
    rt: fitting(now('RT'), 5, notes),
    rw: fitting(now('RW'), 5, notes),
    kelurahan: fitting(now('KELURAHAN'), 80, notes),
    kecamatan: fitting(now('KECAMATAN'), 80, notes),
    city: fitting(now('KABUPATEN_KOTA') || now('KABUPATEN') || now('KOTA'), 80, notes),
    phone: phoneOrNote(column('NO_HP', 'NO_TELP_RUMAH'), notes, words),
    email: emailOrNote(column('ALAMAT_EMAIL', 'EMAIL'), notes, words),
    institution: fitting(column('NAMA_INSTITUSI', 'INSTITUSI'), 120, notes),
    className: fitting(column('KELAS_SISWA', 'KELAS'), 30, notes),
    ...relatives,
    ...(since.date === null ? {} : { joinedOn: since.date }),
    ...(until.date === null ? {} : { expiresOn: until.date }),
  };
  const more = [...place, job].filter((text) => text !== '');
  return { facts: { ...facts, notes: notesText(more.length > 0 ? [...notes, more.join(', ')] : notes) }, words };
}
