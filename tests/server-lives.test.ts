import { expect, test } from 'vitest';
import { resetPin } from '#modules/members';
import { aMember } from '#modules/members/testing';
import { SESSION_COOKIE } from '#platform/session-cookie';
import { useProcesses } from './support/processes.ts';
import { useApp } from './support/start-app.ts';
import { refuseUncaught } from './support/uncaught.ts';

const { start } = useProcesses();
let pin = '';
const app = useApp(async (t) => {
  const { number } = await aMember(t.ctx(), { fullName: 'Dimas Aji', number: 'A00001' });
  ({ pin } = await resetPin(t.ctx(), number));
});

test('a member who opens a page of staff is refused, and the server lives', async () => {
  const signIn = await fetch(`${app.origin}/api/v1/member-sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ number: 'A00001', secret: pin }),
  });
  const { token } = (await signIn.json()) as { token: string };
  const page = await fetch(`${app.origin}/staf/pemberitahuan`, {
    headers: { cookie: `${SESSION_COOKIE}=${token}` },
    redirect: 'manual',
  });
  expect(page.status).toBe(403);
  expect((await fetch(`${app.origin}/health`)).status).toBe(200);
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
