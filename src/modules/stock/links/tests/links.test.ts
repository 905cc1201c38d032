import { sql } from 'kysely';
import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { searchAudit } from '#modules/ground/audit';
import { findItemByBarcode } from '#modules/collection/catalog';
import { makeCopy, makeLibrary } from '#modules/lending/circulation/testing';
import { addSpace, removeSpace, type Library } from '#modules/ground/libraries';
import {
  barcodeOfLink,
  ensureLinks,
  getLink,
  hoursOfOpenings,
  listLinks,
  makeLink,
  makePlacedLinks,
  openLink,
  renameLink,
  repointLink,
  restoreLink,
  retireLink,
} from '../index.ts';

const t = useTestDb();
let kota: Library;
let turi: Library;

beforeAll(async () => {
  kota = await makeLibrary(t.ctx(), 'KOTA', 'Perpustakaan Kota');
  turi = await makeLibrary(t.ctx(), 'KEL-TURI', 'Kelurahan Turi');
});
beforeEach(() => t.clock.set(TEST_NOW));

const refused = (name: string): unknown => expect.objectContaining({ code: `links.${name}` });
const poster = async (target = '/katalog?q=batik', place = '') =>
  makeLink(t.ctx(), kota.id, { kind: 'poster', target, label: 'Mau baca apa hari ini?', place });
const open = async (code: string) => openLink(t.ctx(), code, true);
const copy = async (barcode: string) => {
  await makeCopy(t.ctx(), { title: 'Laskar Pelangi', barcode, libraryId: kota.id });
  const item = await findItemByBarcode(t.db, barcode);
  if (!item) throw new Error('no copy');
  return item;
};

describe('a short link', () => {
  test('is six letters that nobody takes for others, and leads a passer-by on', async () => {
    const code = await poster();
    expect(code).toMatch(/^[2-9a-hjkmnp-z]{6}$/);
    expect(await open(code)).toEqual({ kind: 'goes', to: '/katalog?q=batik' });
    expect(await open(code.toUpperCase())).toEqual({ kind: 'goes', to: '/katalog?q=batik' });
    expect(await open('tidak-ada')).toEqual({ kind: 'unknown' });
    expect(await open('zzzzzz')).toEqual({ kind: 'unknown' });
  });

  test('leads to what its kind says: a copy to its title, a shelf to its first book, a library to its page', async () => {
    const item = await copy('B-1');
    const shelf = await addSpace(t.ctx(), kota.id, { kind: 'rak', code: 'R1', name: 'Rak 1' });
    const to = async (kind: 'item' | 'space' | 'library' | 'bib', target: string) =>
      open(await makeLink(t.ctx(), kota.id, { kind, target, label: kind }));
    expect(await to('item', 'B-1')).toEqual({ kind: 'goes', to: `/katalog/${item.bibId}` });
    expect(await to('bib', String(item.bibId))).toEqual({ kind: 'goes', to: `/katalog/${item.bibId}` });
    expect(await to('library', 'kota')).toEqual({ kind: 'goes', to: '/perpustakaan/kota' });
    expect(await to('space', String(shelf.id))).toEqual({ kind: 'goes', to: '/perpustakaan/kota' });
    await expect(to('item', 'TIDAK-ADA')).rejects.toEqual(refused('unknown_target'));
  });

  test('leads nowhere that is not for everybody, so that no address names a member', async () => {
    const reason = async (target: string) => poster(target).then(String, (error: { fields: object }) => error.fields);
    for (const target of ['/staf/anggota/A00001', '/akun', '/en/staf', '/x/../staf/anggota/A1', '/q/abcdef']) {
      expect(await reason(target)).toEqual({ target: 'link_not_public' });
    }
    for (const target of ['javascript:alert(1)', '//evil.example', 'http://tanpa-s.example', 'katalog', '/a\\b']) {
      expect(await reason(target)).toEqual({ target: 'link_address' });
    }
    expect(await open(await poster('https://blitarkota.go.id/'))).toMatchObject({ to: 'https://blitarkota.go.id/' });
  });

  test('the code of a box that was printed before still opens the box', async () => {
    expect(await open('K7ABCDEF')).toEqual({ kind: 'goes', to: '/kotak/K7ABCDEF' });
  });
});

describe('counting', () => {
  test('openings are counted by day of the library and by the place where the poster hung that day', async () => {
    const code = await poster('/katalog', 'Halte');
    await open(code);
    await open(code);
    await renameLink(t.ctx(), code, { label: 'Mau baca?', place: 'Pasar' });
    await open(code);
    // half past midnight in Blitar, the evening before in UTC
    t.clock.set('2026-11-26T00:30:00+07:00');
    await open(code);
    await openLink(t.ctx(), code, false);
    expect((await getLink(t.ctx(), code)).days).toEqual([
      { day: '2026-11-25', place: 'Halte', hits: 2 },
      { day: '2026-11-25', place: 'Pasar', hits: 1 },
      { day: '2026-11-26', place: 'Pasar', hits: 1 },
    ]);
    expect((await getLink(t.ctx(), code)).hits).toBe(4);
  });

  test('a whole class that scans at once is counted whole', async () => {
    const code = await poster('/katalog', 'Kelas 5');
    await Promise.all(Array.from({ length: 30 }, async () => open(code)));
    expect((await getLink(t.ctx(), code)).days).toEqual([{ day: '2026-11-25', place: 'Kelas 5', hits: 30 }]);
  });

  test('links of posts say at which hour of the library people look, those of posters do not', async () => {
    const about = { libraryId: kota.id, target: '/katalog', label: 'Dongeng', campaign: '' };
    const make = async (countsHours: boolean): Promise<string> => {
      const places = [{ place: 'Kanal', channel: 'telegram' }];
      const ctx = t.ctx();
      const [code = ''] = await ctx.db
        .transaction()
        .execute(async (trx) => makePlacedLinks(trx, { ...ctx, db: trx }, { ...about, countsHours }, places));
      return code;
    };
    const [post, print] = [await make(true), await make(false)];
    // half past five in the afternoon in Blitar, the last day of a month
    t.clock.set('2026-11-30T17:30:00+07:00');
    await Promise.all([open(post), open(post), open(print)]);
    // past midnight there, the evening before in UTC
    t.clock.set('2026-12-01T00:30:00+07:00');
    await open(post);
    await openLink(t.ctx(), post, false);
    const hours = async (from: string) => hoursOfOpenings(t.db, kota.id, from);
    expect(await hours('2026-11-15')).toEqual([
      { hour: 0, hits: 1 },
      { hour: 17, hits: 2 },
    ]);
    expect(await hours('2026-12-31')).toEqual([{ hour: 0, hits: 1 }]);
  });

  test('nothing of who opened it is kept, and no hour beside a link or a day', async () => {
    const { rows } = await sql<{ columnName: string }>`select column_name from information_schema.columns
      where table_name in ('short_link_hit', 'short_link_hour') order by table_name, column_name`.execute(t.db);
    expect(rows.map((row) => row.columnName)).toEqual([
      ...['hit_on', 'hits', 'place', 'short_link_id'],
      ...['hits', 'hour', 'library_id', 'month'],
    ]);
  });
});

describe('later', () => {
  test('a printed code is re-pointed for every print, and the trail knows where it led before', async () => {
    const code = await poster('/katalog?q=lama');
    await repointLink(t.ctx(), code, { kind: 'address', target: '/perpustakaan' });
    expect(await open(code)).toEqual({ kind: 'goes', to: '/perpustakaan' });
    const [last] = await searchAudit(t.ctx(), { entity: 'link', entityId: code, limit: 5 });
    expect(last).toMatchObject({
      action: 'link.repointed',
      before: { kind: 'poster', leadsTo: '/katalog?q=lama' },
      after: { kind: 'address', leadsTo: '/perpustakaan' },
    });
  });

  test('a retired code says whose it was, counts no more, is not re-pointed, and can be taken back', async () => {
    const code = await poster();
    await retireLink(t.ctx(), code);
    expect(await open(code)).toEqual({
      kind: 'retired',
      library: expect.objectContaining({ code: 'KOTA' }) as unknown,
    });
    expect((await getLink(t.ctx(), code)).days).toEqual([]);
    await expect(repointLink(t.ctx(), code, { kind: 'address', target: '/' })).rejects.toEqual(refused('retired'));
    await expect(retireLink(t.ctx(), code)).rejects.toEqual(refused('retired'));
    await restoreLink(t.ctx(), code);
    expect(await open(code)).toMatchObject({ kind: 'goes' });
  });

  test('a shelf that is taken away leaves a friendly page', async () => {
    const shelf = await addSpace(t.ctx(), kota.id, { kind: 'rak', code: 'R9', name: 'Rak 9' });
    const code = await makeLink(t.ctx(), kota.id, { kind: 'space', target: String(shelf.id), label: 'Rak 9' });
    await removeSpace(t.ctx(), shelf.id, shelf.version);
    expect(await open(code)).toMatchObject({ kind: 'retired' });
  });

  test('a copy keeps its one link however often its label is printed, also by two at once', async () => {
    const { id } = await copy('B-2');
    const subject = { id, libraryId: kota.id, label: 'Laskar Pelangi' };
    const print = async () => t.db.transaction().execute(async (trx) => ensureLinks(trx, t.ctx(), 'item', [subject]));
    const prints = await Promise.all([print(), print(), print()]);
    const codes = new Set(prints.map((one) => one.get(id)));
    expect(codes.size).toBe(1);
    const [code = ''] = codes;
    expect(await barcodeOfLink(t.ctx(), `https://perpus.example/q/${code}`)).toBe('B-2');
    expect(await barcodeOfLink(t.ctx(), code ?? '')).toBeNull();
    const again = { kind: 'item', target: 'B-2', label: 'Lagi' } as const;
    await expect(makeLink(t.ctx(), kota.id, again)).rejects.toEqual(refused('has_link'));
  });

  test('a long title is cut between letters, not within one', async () => {
    const { id } = await copy('B-3');
    const subject = { id, libraryId: kota.id, label: `${'a'.repeat(119)}😀 dan seterusnya` };
    const codes = await t.db.transaction().execute(async (trx) => ensureLinks(trx, t.ctx(), 'item', [subject]));
    expect((await getLink(t.ctx(), codes.get(id) ?? '')).label).toMatch(/^a{119}.$/u);
  });
});

test('links are found by label, place, code and barcode, and each library manages its own', async () => {
  const here = { kind: 'poster', target: '/katalog', label: 'Poster festival', place: 'Aloon-aloon' } as const;
  const code = await makeLink(t.ctx(), turi.id, here);
  const found = async (q: string) => (await listLinks(t.ctx(), { q, limit: 50 })).data.map((link) => link.code);
  expect(await found('festival')).toEqual([code]);
  expect(await found('aloon')).toEqual([code]);
  expect(await found(code)).toEqual([code]);
  expect(await found(`https://x.example/q/${code}`)).toEqual([code]);
  expect(await found('100%')).toEqual([]);
  const desk = t.ctx({ grants: [{ libraryId: kota.id, permissions: ['links.manage'] }] });
  expect((await listLinks(desk, { q: 'festival', limit: 50 })).data).toEqual([]);
  const forbidden = expect.objectContaining({ code: 'platform.forbidden' }) as unknown;
  await expect(getLink(desk, code)).rejects.toEqual(forbidden);
  await expect(retireLink(desk, code)).rejects.toEqual(forbidden);
  await expect(makeLink(desk, turi.id, here)).rejects.toEqual(forbidden);
});
