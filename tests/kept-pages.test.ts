import { expect, test } from 'vitest';
import { sql } from 'kysely';
import { useApp } from './support/start-app.ts';

/** Its server is another process than the one that writes here. */
const app = useApp(undefined, undefined, { demo: true });

const look = async (headers: Record<string, string> = {}, path = '/') => {
  const answer = await fetch(app.origin + path, { headers });
  const nonce = /'nonce-([^']+)'/.exec(answer.headers.get('content-security-policy') ?? '')?.[1];
  return { status: answer.status, page: await answer.text(), nonce, etag: answer.headers.get('etag') ?? '' };
};
const rename = async (name: string): Promise<unknown> =>
  app.db.updateTable('library').set({ name }).where('type', '=', 'pusat').execute();
/** Each page that is made has a nonce of its own. Jobs of the server, and other tests on the same database server, write now and then. */
const twoAreOne = async (headers: Record<string, string> = {}, path = '/'): Promise<boolean> => {
  const first = await look(headers, path);
  const second = await look(headers, path);
  return first.nonce !== undefined && first.nonce === second.nonce && first.page === second.page;
};

test('while nobody writes, the home page is made once for all', async () => {
  await expect.poll(async () => twoAreOne(), { timeout: 20_000 }).toBe(true);
  await expect.poll(async () => twoAreOne({ 'accept-encoding': 'br' }), { timeout: 20_000 }).toBe(true);
});

test('what another process has written is on the page with the next look, every time', async () => {
  for (let n = 1; n <= 10; n += 1) {
    await rename(`Perpustakaan Uji ${n}`);
    expect((await look()).page).toContain(`Perpustakaan Uji ${n}`);
    expect((await look({}, '/perpustakaan')).page).toContain(`Perpustakaan Uji ${n}`);
    expect((await look({}, '/en')).page).toContain(`Perpustakaan Uji ${n}`);
  }
});

test('what is taken back is never seen', async () => {
  await rename('Perpustakaan Tetap');
  const undone = app.db.transaction().execute(async (trx) => {
    await sql`update library set name = 'Perpustakaan Urung' where type = 'pusat'`.execute(trx);
    expect((await look()).page).toContain('Perpustakaan Tetap');
    throw new Error('taken back');
  });
  await expect(undone).rejects.toThrow('taken back');
  const { page } = await look();
  expect(page).toContain('Perpustakaan Tetap');
  expect(page).not.toContain('Perpustakaan Urung');
});

test('whoever brings a cookie has a page of their own, and so has every page with a form', async () => {
  for (let n = 0; n < 5; n += 1) {
    expect(await twoAreOne({ cookie: 'lumbung_sesi=ls_nobody' })).toBe(false);
    expect(await twoAreOne({}, '/masuk')).toBe(false);
    expect(await twoAreOne({}, '/katalog')).toBe(false);
  }
});

test('a browser that has the page already is told so', async () => {
  await expect
    .poll(
      async () => {
        const { etag } = await look();
        return (await look({ 'if-none-match': etag })).status;
      },
      { timeout: 20_000 },
    )
    .toBe(304);
});

test('the page of one language, address or encoding is not that of another', async () => {
  const [own, english] = [await look(), await look({}, '/en')];
  expect(own.page).toContain('<html lang="id"');
  expect(english.page).toContain('<html lang="en"');
  const answer = await fetch(app.origin, { headers: { 'accept-encoding': 'identity' } });
  expect(answer.headers.get('content-encoding')).toBe(null);
  const small = await fetch(app.origin, { headers: { 'accept-encoding': 'gzip' } });
  expect(small.headers.get('content-encoding')).toBe('gzip');
  expect(await small.text()).toContain('</html>');
});

test('news is made once for all while nobody writes, and gone with the next look when it is withdrawn', async () => {
  const { slug } = await app.db
    .selectFrom('sitePage')
    .select('slug')
    .where('kind', '=', 'news')
    .where('state', '=', 'approved')
    .where('publishAt', '<', new Date())
    .limit(1)
    .executeTakeFirstOrThrow();
  const path = `/berita/${slug}`;
  expect((await look({}, path)).status).toBe(200);
  for (const one of ['/berita', path]) {
    await expect.poll(async () => twoAreOne({}, one), { timeout: 20_000 }).toBe(true);
  }
  await app.db.updateTable('sitePage').set({ state: 'withdrawn' }).where('slug', '=', slug).execute();
  expect((await look({}, path)).status).toBe(410);
  expect((await look({}, '/berita')).page).not.toContain(`"${path}"`);
});
