import { beforeAll, expect, test } from 'vitest';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { getMember } from '#modules/people/members';
import { createMailer } from '#platform/sending/mail';
import { testSecrets } from '../../../../tests/support/bare-services.ts';
import { useTestDb } from '../../../../tests/support/test-db.ts';
import { contactHint, toldInWords } from './told-words.server.ts';

const t = useTestDb();
beforeAll(async () => {
  await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
});
const services = (url: string | null) => ({ db: t.db, secrets: testSecrets, mailer: createMailer(url, 'a@b.example') });
const WITH = 'smtp://127.0.0.1:1';
const guest = (contact: string) => ({ memberId: null, placedByMemberId: null, contact });

test('a ticket promises a guest e-mail only where there is a mail server', async () => {
  const mail = guest('tamu@contoh.example');
  expect(await toldInWords(services(WITH), mail)).toContain('kirim ke surel Anda');
  expect(await toldInWords(services(null), mail)).toContain('belum mengirim surel otomatis');
  expect(await toldInWords(services(WITH), guest('+6281234567890'))).toContain('WhatsApp atau telepon');
  expect(await toldInWords(services(WITH), guest(''))).toContain('Simpan alamat halaman ini');
  expect(await contactHint(services(WITH))).toContain('lewat surel');
  expect(await contactHint(services(null))).toContain('Petugas yang menyampaikannya');
});

test('and a member the channels of their account only where one of them is open', async () => {
  const number = await makeMember(t.ctx(), {
    fullName: 'Ani',
    number: 'A-1',
    homeLibrary: 'KOTA',
    email: 'ani@contoh.example',
  });
  const { id } = await getMember(t.ctx(), number);
  const own = { memberId: id, placedByMemberId: null, contact: '' };
  expect(await toldInWords(services(WITH), own)).toContain('saluran yang Anda pilih');
  expect(await toldInWords(services(null), own)).toContain('Belum ada saluran');
  // a child without a card is told through whoever enrolled them
  const child = { memberId: null, placedByMemberId: id, contact: '' };
  expect(await toldInWords(services(null), child)).toContain('Belum ada saluran');
});
