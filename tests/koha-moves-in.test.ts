import { beforeAll, expect, test } from 'vitest';
import { findItemByBarcode, getItem, listItemsOfBib, updateItem } from '#modules/collection/catalog';
import { importFiles } from '#modules/collection/imports/testing';
import { checkIn, checkOut } from '#modules/lending/circulation';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { signInMember } from '#modules/people/members';
import { KOHA_HASH, KOHA_PASSWORD, kohaMarc, kohaPatrons } from './support/koha-export.ts';
import { useTestDb } from './support/test-db.ts';

// From the two files that a Koha exports to the first day at the desk.

const t = useTestDb();
let libraryId = 0;

beforeAll(async () => {
  libraryId = (await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota')).id;
  const codes = JSON.stringify([{ kind: 'library', code: 'PST', means: 'KOTA' }]);
  const { run } = await importFiles(t.ctx(), t, { kind: 'koha', codes }, [
    {
      role: 'biblio',
      name: 'koha.mrc',
      content: kohaMarc([
        {
          biblionumber: 1,
          title: 'Bumi Manusia',
          items: [{ barcode: 'K-1' }, { barcode: 'K-2', onloan: '2026-12-05' }],
        },
        { biblionumber: 2, title: 'Kamus Besar', items: [{ barcode: 'K-3', notforloan: '1' }] },
        { biblionumber: 3, title: 'Hilang Sudah', items: [{ barcode: 'K-4', itemlost: '1' }] },
      ]),
    },
    {
      role: 'members',
      name: 'anggota.csv',
      content: kohaPatrons([
        { cardnumber: 'A-1', surname: 'Lestari', firstname: 'Dewi', dateofbirth: '1990-05-06', password: KOHA_HASH },
        { cardnumber: 'A-2', surname: 'Susanto', dateofbirth: '1980-01-02', debarred: '9999-12-31' },
        { cardnumber: 'A-3', surname: 'Wibowo', dateofbirth: '1981-01-02', dateexpiry: '2020-01-01' },
      ]),
    },
  ]);
  expect(run).toMatchObject({ status: 'done', createdCount: 6, itemCount: 4, memberCount: 3, failedCount: 0 });
});

const desk = () => ({ ...t.ctx(), libraryId });
const lend = async (itemBarcode: string, memberNumber = 'A-1') => checkOut(desk(), { itemBarcode, memberNumber });

test('a copy from Koha is lent to a member from Koha, and comes back', async () => {
  const { loan } = await lend('K-1');
  expect(loan).toMatchObject({ itemBarcode: 'K-1', title: 'Bumi Manusia' });
  await expect(lend('K-1')).rejects.toMatchObject({ code: 'circulation.on_loan_to_member' });
  expect(await checkIn(desk(), { itemBarcode: 'K-1' })).toMatchObject({ fine: 0 });
});

test('the old password opens the account once more, and only the right one', async () => {
  const about = { ip: '192.0.2.7', userAgent: null };
  await expect(signInMember(t.ctx(), { ...about, number: 'A-1', secret: 'salah-sekali' })).rejects.toMatchObject({
    code: 'members.wrong_sign_in',
  });
  await signInMember(t.ctx(), { ...about, number: 'A-1', secret: KOHA_PASSWORD });
  await expect(signInMember(t.ctx(), { ...about, number: 'A-2', secret: '' })).rejects.toMatchObject({
    code: 'members.wrong_sign_in',
  });
});

test('what Koha did not lend, or had out, is not lent here by mistake', async () => {
  await expect(lend('K-3')).rejects.toMatchObject({ code: 'circulation.reference_only' });
  await expect(lend('K-4')).rejects.toMatchObject({ code: 'circulation.item_lost' });
  await expect(lend('K-2')).rejects.toMatchObject({ code: 'circulation.item_unavailable' });
});

test('a loan that still runs in Koha is written here once its copy is set right, until the day it had there', async () => {
  const copy = await t.db.transaction().execute(async (trx) => findItemByBarcode(trx, 'K-2'));
  const id = copy?.id ?? 0;
  const { version } = await getItem(t.ctx(), id);
  await updateItem(t.ctx(), { id, version, status: 'available' });
  const due = { on: '2026-12-05', reason: 'Pinjaman dari Koha' };
  const { loan } = await checkOut(desk(), { itemBarcode: 'K-2', memberNumber: 'A-1', due });
  expect(loan.dueAt.toISOString().slice(0, 10)).toBe('2026-12-05');
  expect(await listItemsOfBib(t.ctx(), copy?.bibId ?? 0)).toHaveLength(2);
});

test('who was blocked, or whose card had run out, does not borrow', async () => {
  await expect(lend('K-1', 'A-2')).rejects.toMatchObject({ code: 'circulation.member_blocked' });
  await expect(lend('K-1', 'A-3')).rejects.toMatchObject({ code: 'circulation.card_expired' });
});
