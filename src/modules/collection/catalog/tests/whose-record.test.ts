import { beforeAll, expect, test } from 'vitest';
import {
  addAttachment,
  canWriteBib,
  canWriteHeading,
  createAuthority,
  createBib,
  deleteBib,
  getBib,
  mergeAuthorities,
  mergeBibs,
  setBibHidden,
  updateAuthority,
  updateBib,
} from '#modules/collection/catalog';
import { makeBib, makeItem } from '#modules/collection/catalog/testing';
import { placeHold } from '#modules/lending/circulation';
import { makeLibrary, makeMember } from '#modules/lending/circulation/testing';
import { subscribe } from '#modules/collection/serials';
import type { Ctx } from '#platform/context';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';

const t = useTestDb();
let school = 0;
let city = 0;
const teacher = (): Ctx =>
  t.ctx({
    id: 7,
    grants: [
      { libraryId: school, permissions: ['catalog.*', 'covers.edit', 'authorities.edit'], ownMembersOnly: true },
    ],
  });
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const hide = async (ctx: Ctx, id: number): Promise<unknown> =>
  setBibHidden(ctx, { id, version: (await getBib(t.ctx(), id)).version, hidden: true });
const edit = async (ctx: Ctx, id: number): Promise<unknown> => {
  const { version, marc } = await getBib(t.ctx(), id);
  return updateBib(ctx, { id, version, marc });
};

beforeAll(async () => {
  city = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  school = (await makeLibrary(t.ctx(), 'SDN1', 'SDN 1')).id;
  await makeMember(t.ctx(), { number: 'A1', fullName: 'Siti', homeLibrary: 'KOTA' });
});

test('a school does not hide, change, delete or merge a title of the whole city', async () => {
  const shared = await makeBib(t.ctx(), { title: 'Laskar Pelangi' });
  await makeItem(t.ctx(), { bibId: shared, libraryId: city });
  await makeItem(t.ctx(), { bibId: shared, libraryId: school });
  const own = await makeBib(teacher(), { title: 'Laskar Pelangi SD' });
  const file = new File(['%PDF-1.7\n%%EOF'], 'a.pdf');
  const versions = { keepVersion: 1, dropVersion: 1 };
  for (const work of [
    async () => hide(teacher(), shared),
    async () => edit(teacher(), shared),
    async () => deleteBib(teacher(), { id: shared, version: 1, reason: 'Salah' }),
    async () => addAttachment(teacher(), t.storage, { bibId: shared, title: 'Naskah', access: 'public' }, file),
    async () => mergeBibs(teacher(), { keepId: shared, dropId: own, ...versions }),
    async () => mergeBibs(teacher(), { keepId: own, dropId: shared, ...versions }),
  ]) {
    expect(await code(work())).toBe('catalog.shared_record');
  }
  expect(await canWriteBib(teacher(), shared, 'catalog.edit')).toBe(false);
  expect(await getBib(t.ctx(), shared)).toMatchObject({ hidden: false, deletedAt: null, version: 1 });
  // whoever catalogues for the network does
  await hide(t.ctx(), shared);
});

test('a title that only the school has it writes, until somebody elsewhere waits for it', async () => {
  const id = await makeBib(t.ctx(), { title: 'Sejarah SDN 1' });
  expect(await code(edit(teacher(), id))).toBe('catalog.shared_record');
  const { barcode } = await makeItem(t.ctx(), { bibId: id, libraryId: school });
  await edit(teacher(), id);
  expect(barcode).not.toBe('');
  await placeHold({ ...t.ctx(), libraryId: city }, { memberNumber: 'A1', bibId: id, pickupLibraryId: city });
  expect(await code(edit(teacher(), id))).toBe('catalog.shared_record');
});

test('a magazine to which another library subscribes is not the school’s alone, though no issue has come yet', async () => {
  const bibId = await makeBib(t.ctx(), { title: 'Majalah Bobo' });
  await makeItem(t.ctx(), { bibId, libraryId: school });
  await edit(teacher(), bibId);
  await subscribe(t.ctx(), city, {
    ...{
      bibId,
      supplier: 'Agen Koran Makmur',
      frequency: 'monthly',
      itemType: 'umum',
      makesCopies: false,
      firstNumber: 1,
    },
    ...{ startsOn: '2026-12-05', endsOn: '2027-12-04' },
  });
  expect(await code(edit(teacher(), bibId))).toBe('catalog.shared_record');
});

test('what somebody made is theirs to put right while nobody else has a copy', async () => {
  const { marc } = await getBib(t.ctx(), await makeBib(t.ctx(), { title: 'Contoh' }));
  const { bib } = await createBib(teacher(), { marc, allowDuplicate: true });
  await edit(teacher(), bib.id);
  const colleague = t.ctx({ id: 8, grants: [{ libraryId: school, permissions: ['catalog.*'] }] });
  expect(await code(edit(colleague, bib.id))).toBe('catalog.shared_record');
  await makeItem(t.ctx(), { bibId: bib.id, libraryId: city });
  expect(await code(edit(teacher(), bib.id))).toBe('catalog.shared_record');
});

test('a school does not rewrite a heading under which titles of the whole city stand; its own it does', async () => {
  const heading = async (name: string, libraryId: number): Promise<number> => {
    const bibId = await makeBib(t.ctx(), { title: `Karya ${name}`, author: name });
    await makeItem(t.ctx(), { bibId, libraryId });
    return (await createAuthority(t.ctx(), { kind: 'name', heading: name })).id;
  };
  const [shared, own] = [await heading('Toer, Pramoedya Ananta', city), await heading('Guru, Pak', school)];
  const rename = async (ctx: Ctx, id: number, name: string) => updateAuthority(ctx, { id, version: 1, heading: name });
  expect(await code(rename(teacher(), shared, 'Pram'))).toBe('catalog.shared_heading');
  expect(await code(mergeAuthorities(teacher(), { fromId: shared, intoId: own }))).toBe('catalog.shared_heading');
  expect(await code(mergeAuthorities(teacher(), { fromId: own, intoId: shared }))).toBe('catalog.shared_heading');
  expect(await canWriteHeading(teacher(), shared)).toBe(false);
  expect(await canWriteHeading(teacher(), own)).toBe(true);
  expect((await rename(teacher(), own, 'Guru, Ibu')).rewritten).toBe(1);
  // whoever catalogues for the network does
  expect((await rename(t.ctx(), shared, 'Pramoedya Ananta Toer')).rewritten).toBe(1);
});
