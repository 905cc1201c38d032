import { expect, test } from 'vitest';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { formsIn } from './support/html-forms.ts';
import { useApp } from './support/start-app.ts';

const app = useApp(async (t) => {
  await makeAccount(t, { username: 'rini', grants: [{ role: 'administrator', libraryId: null }] });
  await makeAccount(t, { username: 'budi', grants: [{ role: 'administrator', libraryId: null }] });
});

/** A browser that keeps what it is told to keep. */
class Visitor {
  readonly cookies = new Map<string, string>();
  async ask(path: string, body?: URLSearchParams | FormData): Promise<Response> {
    const answer = await fetch(new URL(path, app.origin), {
      method: body ? 'POST' : 'GET',
      redirect: 'manual',
      headers: {
        origin: app.origin,
        accept: 'text/html',
        cookie: [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      },
      ...(body && { body }),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0|expires=thu, 01 jan 1970/i.test(set)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }
  async signIn(username: string, next = '/staf'): Promise<string | null> {
    const body = new URLSearchParams({ username, password: GOOD_PASSWORD, lanjut: next });
    const answer = await this.ask('/masuk?/staff', body);
    expect(answer.status).toBe(303);
    return answer.headers.get('location');
  }
}
/** The time of every session is over, as twelve hours after signing in. */
const endSessions = async (): Promise<unknown> =>
  app.db
    .updateTable('session')
    .set({ expiresAt: new Date(app.clock.now().getTime() - 1000) })
    .execute();
const PAGE = '/staf/tajuk/baru';
const heading = (text: string): URLSearchParams =>
  new URLSearchParams({ heading: text, kind: 'name', note: 'satu\ndua' });
const headings = async (): Promise<string[]> =>
  (await app.db.selectFrom('authority').select('heading').orderBy('id').execute()).map((row) => row.heading);

test('what was typed when the session had ended comes back after signing in, for the same account alone, and is sent once', async () => {
  const rini = new Visitor();
  await rini.signIn('rini');
  const own = (await rini.ask(PAGE)).status;
  expect(own).toBe(200);
  await endSessions();
  const sent = await rini.ask(PAGE, heading('Kartini, "R.A." & <b'));
  expect([sent.status, sent.headers.get('location')]).toEqual([303, '/masuk?lanjut=%2Fisian']);
  expect(await (await rini.ask('/masuk?lanjut=%2Fisian')).text()).toContain('kembali setelah Anda masuk');
  expect(await headings()).toEqual([]);

  // somebody else at the same computer
  const session = new Map(rini.cookies);
  expect(await rini.signIn('budi', '/isian')).toBe('/isian');
  const others = await (await rini.ask('/isian')).text();
  expect(others).toContain('Tidak ada isian yang menunggu');
  expect(others).not.toContain('Kartini');
  // … and the same account at another computer
  const elsewhere = new Visitor();
  await elsewhere.signIn('rini');
  expect(await (await elsewhere.ask('/isian')).text()).not.toContain('Kartini');

  for (const [name, value] of session) rini.cookies.set(name, value);
  expect(await rini.signIn('rini', '/isian')).toBe('/isian');
  const page = await (await rini.ask('/isian')).text();
  expect(page).toContain('Kartini, "R.A." &amp; &lt;b');
  const form = formsIn(page).find((one) => one.action === PAGE);
  if (!form) throw new Error('no form to send');
  const again = await rini.ask(form.action, new URLSearchParams(form.fields));
  expect(again.status).toBe(303);
  expect(await headings()).toEqual(['Kartini, "R.A." & <b']);
  expect(await app.db.selectFrom('authority').select('note').executeTakeFirst()).toEqual({ note: 'satu\ndua' });
  // it was sent: nothing waits any more, and sent twice it is still one
  expect(await (await rini.ask('/isian')).text()).toContain('Tidak ada isian yang menunggu');
  expect((await rini.ask(form.action, new URLSearchParams(form.fields))).status).toBe(303);
  expect(await headings()).toHaveLength(1);
});

test('a form waits for an hour, not longer', async () => {
  const rini = new Visitor();
  await rini.signIn('rini');
  await endSessions();
  await rini.ask(PAGE, heading('Satu jam'));
  const anHourAgo = new Date(app.clock.now().getTime() - 3_600_000);
  await app.db.updateTable('keptForm').set({ at: anHourAgo }).execute();
  await rini.signIn('rini', '/isian');
  expect(await (await rini.ask('/isian')).text()).not.toContain('Satu jam');
});

test('files and passwords do not wait, and the page says so; a megabyte is the most', async () => {
  const rini = new Visitor();
  await rini.signIn('rini');
  await endSessions();
  const body = new FormData();
  body.set('heading', 'Dengan berkas');
  body.set('current', 'sangat-rahasia');
  body.set('cover', new File([new Uint8Array(3_000_000)], 'sampul.jpg'));
  await rini.ask(PAGE, body);
  const stored = await app.db.selectFrom('keptForm').select('content').executeTakeFirstOrThrow();
  expect(stored.content.toString('latin1')).not.toContain('Dengan berkas');
  await rini.signIn('rini', '/isian');
  const page = await (await rini.ask('/isian')).text();
  expect(page).toContain('Dengan berkas');
  expect(page).toContain('Berkas dan kata sandi tidak ikut disimpan');
  expect(page).not.toContain('sangat-rahasia');

  await endSessions();
  const large = await rini.ask(PAGE, heading('x'.repeat(1_000_001)));
  expect(large.headers.get('location')).toMatch(/^\/masuk\?lanjut=%2Fstaf%2Ftajuk/);
  expect(await (await rini.ask('/masuk')).text()).toContain('terlalu besar untuk disimpan');
});

test('many fields that say nothing are too large a form as well', async () => {
  const rini = new Visitor();
  await rini.signIn('rini');
  await endSessions();
  const answer = await rini.ask(PAGE, new URLSearchParams(Array.from({ length: 900_000 }, () => ['', ''])));
  expect([answer.status, answer.headers.get('location')]).toEqual([
    303,
    expect.stringMatching(/^\/masuk\?lanjut=%2Fstaf/),
  ]);
});

test('nobody throws away what somebody else typed in the same browser', async () => {
  const rini = new Visitor();
  await rini.signIn('rini');
  await endSessions();
  await rini.ask(PAGE, heading('Milik Rini'));
  await rini.signIn('budi', '/isian');
  expect((await rini.ask('/isian?/discard', new URLSearchParams())).status).toBe(303);
  await rini.signIn('rini', '/isian');
  expect(await (await rini.ask('/isian')).text()).toContain('Milik Rini');
  expect((await rini.ask('/isian?/discard', new URLSearchParams())).status).toBe(303);
  expect(await (await rini.ask('/isian')).text()).not.toContain('Milik Rini');
});

test('whoever never had a session keeps nothing here', async () => {
  const stranger = new Visitor();
  stranger.cookies.set('lumbung_sesi', `ls_${'x'.repeat(43)}`);
  const before = await app.db.selectFrom('keptForm').select('sessionId').execute();
  expect((await stranger.ask(PAGE, heading('Asing'))).headers.get('location')).toMatch(/^\/masuk\?lanjut=%2Fstaf/);
  expect(await app.db.selectFrom('keptForm').select('sessionId').execute()).toEqual(before);
});
