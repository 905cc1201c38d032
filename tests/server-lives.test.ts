import { afterAll, expect, test } from 'vitest';
import { resetPin } from '#modules/people/members';
import { aMember } from '#modules/people/members/testing';
import { SESSION_COOKIE } from '#platform/requests/session-cookie';
import { databaseTunnel, type DatabaseTunnel } from './support/database-tunnel.ts';
import { until, useProcesses } from './support/processes.ts';
import { useApp } from './support/start-app.ts';
import { refuseUncaught } from './support/uncaught.ts';

const { start } = useProcesses();
let pin = '';
let tunnel: DatabaseTunnel | undefined;
const byTunnel = (): Record<string, string> => ({
  DATABASE_URL: `postgres://lumbung@localhost/${app.address.database}?host=${encodeURIComponent(tunnel?.socketDir ?? '')}`,
});
const app = useApp(async (t) => {
  tunnel = databaseTunnel(t.address.socketDir);
  await tunnel.open();
  const { number } = await aMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A00001' });
  ({ pin } = await resetPin(t.ctx(), number));
}, byTunnel);
afterAll(async () => tunnel?.remove());

const signIn = async (): Promise<string> => {
  const answer = await fetch(`${app.origin}/api/v1/member-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number: 'A00001', secret: pin }),
  });
  const { token } = (await answer.json()) as { token: string };
  return token;
};

test('a member who opens a page of staff is refused, and the server lives', async () => {
  const token = await signIn();
  const page = await fetch(`${app.origin}/staf/pemberitahuan`, {
    headers: { cookie: `${SESSION_COOKIE}=${token}` },
    redirect: 'manual',
  });
  expect(page.status).toBe(403);
  expect((await fetch(`${app.origin}/health`)).status).toBe(200);
});

test('while the database is gone, pages and forms say so with 503 and nothing of the inside; when it is back, they go on', async () => {
  const cookie = `${SESSION_COOKIE}=${await signIn()}`;
  const ask = async (path: string, how: RequestInit = {}): Promise<Response> =>
    fetch(app.origin + path, {
      ...how,
      headers: { accept: 'text/html', origin: app.origin, ...Object.fromEntries(new Headers(how.headers)) },
      redirect: 'manual',
    });
  const typed = new URLSearchParams({ username: 'admin', password: 'kawung sawo lereng embun' });
  const asked: [string, RequestInit][] = [
    ['/', {}],
    ['/katalog?q=laskar', {}],
    ['/kegiatan', {}],
    ['/akun', { headers: { cookie } }],
    ['/staf', { headers: { cookie } }],
    ['/masuk?/staff', { method: 'POST', body: typed }],
  ];
  const isWell = async (): Promise<boolean> => (await ask('/health')).status === 200;

  await tunnel?.cut();
  await until(async () => !(await isWell()));
  for (const [path, how] of asked) {
    const answer = await ask(path, how);
    const text = await answer.text();
    expect([path, answer.status]).toEqual([path, 503]);
    expect(text).toContain('Basis data sedang tidak dapat dihubungi');
    expect(text).not.toMatch(/\n\s+at |node_modules|ENOENT|ECONN|PGSQL/);
  }
  // a page that is already there is told the same in the words of its framework
  const data: unknown = await (await ask('/katalog/__data.json')).json();
  expect(JSON.stringify(data)).toMatch(/"error":\{[^}]*Basis data sedang tidak dapat dihubungi[^}]*\}.*"status":503/);

  await tunnel?.open();
  await until(isWell);
  expect((await ask('/katalog')).status).toBe(200);
  expect((await ask('/akun', { headers: { cookie } })).status).toBe(200);
});

const withLastResort = (then: string): readonly [string, ...string[]] => [
  process.execPath,
  '--input-type=module',
  '-e',
  `import { catchTheUncaught } from './src/platform/last-resort.ts'; catchTheUncaught(); ${then}`,
];

test('a rejection that nobody caught is logged and the process goes on; tests that see it fail', async () => {
  const server = start(
    withLastResort(`void Promise.reject(new Error('left alone')); setTimeout(() => console.log('goes on'), 50);`),
  );
  await server.says(/goes on/);
  expect(await server.ended).toBe(0);
  expect(server.output()).toContain('Error: left alone');
  expect(() => refuseUncaught(server.output())).toThrow('left alone');
});

test('an exception that nobody caught is logged and ends the process, so that it is started again', async () => {
  const server = start(
    withLastResort(
      `setTimeout(() => { throw new Error('a bug') }, 1); setTimeout(() => console.log('goes on'), 5000);`,
    ),
  );
  expect(await server.ended).toBe(70);
  expect(server.output()).toContain('Error: a bug');
  expect(server.output()).not.toContain('goes on');
  expect(() => refuseUncaught(server.output())).toThrow('a bug');
});
