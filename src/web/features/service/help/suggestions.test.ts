import { beforeAll, expect, test } from 'vitest';
import type { Library } from '#modules/ground/libraries';
import { createPolicy } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { getMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { helpFor } from './suggestions.server.ts';

const t = useTestDb();
let gedog: Library;
let reader: Ctx;
beforeAll(async () => {
  const kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  gedog = await makeLibrary(t.ctx(), 'GEDOG', 'Perpustakaan Gedog');
  const far = await makeLibrary(t.ctx(), 'KAREN', 'Perpustakaan Karen');
  for (const [{ id }, maxLoans] of [
    [kota, 3],
    [gedog, 5],
    [far, 7],
  ] as const)
    await createPolicy(t.ctx(), { libraryId: id, maxLoans, maxHolds: 4 });
  const number = await makeMember(t.ctx(), { number: '3572001', fullName: 'Ratih Wulandari', homeLibrary: 'GEDOG' });
  const { id, fullName } = await getMember(t.ctx(), number);
  reader = t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
});

/** What of the rules that hold for them is shown to somebody. */
async function ruleSaid(text: string, more: { ctx?: Ctx; libraryId?: number | null; kind?: string } = {}) {
  const { ctx = reader, libraryId = null, kind = 'question' } = more;
  return (await helpFor(ctx, { text, kind, libraryId })).find(({ href }) => href.endsWith('/akun'))?.text ?? null;
}
const idOf = async (code: string) =>
  (await t.db.selectFrom('library').select('id').where('code', '=', code).executeTakeFirstOrThrow()).id;

test.for([
  'Berapa buku boleh saya pinjam sekaligus?',
  'How many books may I borrow?',
  'Apa saya boleh meminjam lagi?',
  'Berapa lama masa peminjaman?',
  'Kapan buku harus kembali?',
  'Saya belum sempat mengembalikan buku',
  'Di mana tempat pengembalian?',
  'When do I have to return it?',
  'Bisa diperpanjang?',
  'Can my loan be renewed?',
])('who asks about lending reads the rule that holds for them: %s', async (text) => {
  expect(await ruleSaid(text)).toContain('Sekaligus paling banyak 5.');
});

test('the rule is that of the library that was chosen, else where the reader is at home, else of the main one', async () => {
  const asks = 'Berapa buku boleh saya pinjam sekaligus?';
  expect(await ruleSaid(asks, { libraryId: await idOf('KAREN') })).toContain('Sekaligus paling banyak 7.');
  // there is none
  expect(await ruleSaid(asks, { libraryId: 999_999 })).toContain('Sekaligus paling banyak 5.');
  // they are at home where nobody is any more
  await t.db.updateTable('library').set({ active: false }).where('id', '=', gedog.id).execute();
  expect(await ruleSaid(asks)).toContain('Sekaligus paling banyak 3.');
  expect(await ruleSaid(asks, { libraryId: gedog.id })).toContain('Sekaligus paling banyak 3.');
  await t.db.updateTable('library').set({ active: true }).where('id', '=', gedog.id).execute();
});

test('nobody reads rules who asks for something else, or is not known', async () => {
  expect(await ruleSaid('Kapan toilet lantai dua diperbaiki?')).toBeNull();
  expect(await ruleSaid('The calendar of programmes')).toBeNull();
  expect(await ruleSaid('Berapa buku boleh saya pinjam?', { ctx: t.ctx({ kind: 'anonymous' }) })).toBeNull();
  expect(await ruleSaid('Berapa buku boleh saya pinjam?', { ctx: t.ctx() })).toBeNull();
});

test('who asks about reservations reads how many they may have as well', async () => {
  for (const text of [
    'Bagaimana cara reservasi?',
    'Bisa pesan buku dulu?',
    'Can I reserve a book?',
    'How do holds work?',
  ])
    expect(await ruleSaid(text)).toContain('Reservasi sekaligus paling banyak 4.');
  expect(await ruleSaid('Boleh pinjam berapa?')).not.toContain('Reservasi');
});
