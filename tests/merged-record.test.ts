import { expect, test } from 'vitest';
import { mergeBibs, setBibHidden } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { useApp } from './support/start-app.ts';

const ids: number[] = [];
const app = useApp(async (t) => {
  for (const title of ['Satu', 'Dua', 'Tiga', 'Lain']) ids.push(await makeBib(t.ctx(), { title }));
});
const look = async (path: string): Promise<[number, string | null]> => {
  const answer = await fetch(`${app.origin}${path}`, { redirect: 'manual', headers: { accept: 'text/html' } });
  return [answer.status, answer.headers.get('location')];
};

test('a printed code of a record that was merged away leads to the record that stands, through several mergings', async () => {
  const [one = 0, two = 0, three = 0, other = 0] = ids;
  const version = async (id: number): Promise<number> =>
    (await app.db.selectFrom('bib').select('version').where('id', '=', id).executeTakeFirstOrThrow()).version;
  const merge = async (dropId: number, keepId: number) =>
    mergeBibs(app.ctx(), {
      dropId,
      keepId,
      dropVersion: await version(dropId),
      keepVersion: await version(keepId),
    });
  await merge(one, two);
  await merge(two, three);
  expect(await look(`/katalog/${one}`)).toEqual([301, `/katalog/${three}`]);
  expect(await look(`/en/katalog/${two}/marc?x=1`)).toEqual([301, `/en/katalog/${three}/marc?x=1`]);
  expect(await look(`/katalog/${one}/unduh/ris`)).toEqual([301, `/katalog/${three}/unduh/ris`]);
  // a number may be written so, and leads nowhere in circles
  const coded = `/katalog/${[...String(one)].map((figure) => `%3${figure}`).join('')}`;
  expect(await look(coded)).toEqual([301, `/katalog/${three}`]);
  const kept = await fetch(`${app.origin}/katalog/${one}`, { redirect: 'manual' });
  expect(kept.headers.get('cache-control')).toBe('no-cache');
  expect((await look(`/katalog/${three}`))[0]).toBe(200);
  expect((await look(`/katalog/${other}`))[0]).toBe(200);
  expect((await look('/katalog/999999999'))[0]).toBe(404);
  // what is hidden is not told, not by a way round either
  await setBibHidden(app.ctx(), { id: three, version: await version(three), hidden: true });
  expect((await look(`/katalog/${one}`))[0]).toBe(404);
});
