import Papa from 'papaparse';
import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { enrol } from '#modules/community/programs';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { bytesOf } from '../../../../../tests/support/read-made.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { exportParticipants } from '../export-participants.ts';

const t = useTestDb();
let libraryId = 0;
let programId = 0;
beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  const home = { homeLibrary: 'KOTA', email: 'ani@contoh.example' };
  await makeMember(t.ctx(), { ...home, fullName: 'Ani', number: 'A-1' });
  const question = { label: 'Makan siang?', kind: 'yes_no' as const, options: [], required: false, when: null };
  const made = await makeProgram(t.ctx(), libraryId, {
    program: {
      form: [
        { ...question, id: 'makan' },
        { ...question, id: 'catatan', label: 'Catatan', kind: 'text' as const },
      ],
    },
  });
  programId = made.id;
  const ani = await makeParticipant(t.ctx(), programId, { memberNumber: 'A-1' });
  await makeAttendance(t.ctx(), made.sessionIds[0] ?? 0, ani.id);
  await enrol(t.ctx({ kind: 'anonymous' }), {
    ...{ programId, name: '=Bima', contact: '081234567890', forChild: true, institution: 'SDN 1' },
    ...{ guardianName: 'Ibu Bima', guardianConsent: true, answers: { makan: 'yes', catatan: 'no' } },
  });
});

async function table(ctx: Ctx): Promise<Record<string, string>[]> {
  const file = await exportParticipants(ctx, { programId, format: 'csv' });
  expect(file.fileName).toMatch(/^peserta-.*\.csv$/);
  const text = Buffer.from(await bytesOf(file)).toString('utf8');
  return Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true }).data;
}

test('participants as a table: contacts, answers, guardian, who was there, what stands on paper; no cell is a formula', async () => {
  const rows = await table(t.ctx());
  const [bima, ani] = [rows.find((row) => row.Nama?.includes('Bima')), rows.find((row) => row.Nama === 'Ani')];
  expect(bima?.Nama?.startsWith('=')).toBe(false);
  expect(bima).toMatchObject({
    'Orang tua atau wali': 'Ibu Bima',
    'Makan siang?': 'Ya',
    Catatan: 'no',
    Lembaga: 'SDN 1',
  });
  expect(bima?.Kontak).toContain('6281234567890');
  expect(bima?.['Persetujuan wali']).not.toBe('');
  expect(ani).toMatchObject({ 'Nomor anggota': 'A-1', Kontak: 'ani@contoh.example', Kehadiran: '50%' });
  const [first, second] = Object.keys(ani ?? {}).filter((column) => column.startsWith('Sesi '));
  expect(ani?.[first ?? '']).not.toBe('');
  expect(ani?.[second ?? '']).toBe('');
});

test('how a member is reached stands in it only for whoever sees it elsewhere, and nobody else reads it at all', async () => {
  const manager = t.ctx({ grants: [{ libraryId, permissions: ['programs.manage'] }] });
  const ani = (await table(manager)).find((row) => row['Nomor anggota'] === 'A-1');
  expect(ani?.Nama).toBe('Ani');
  expect(ani?.Kontak).toBe('');
  const door = t.ctx({ grants: [{ libraryId, permissions: ['programs.attendance'] }] });
  await expect(exportParticipants(door, { programId, format: 'csv' })).rejects.toMatchObject({
    code: 'platform.forbidden',
  });
});
