import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';
import { beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { signInStaff } from '#modules/ground/identity';
import { GOOD_PASSWORD, makeAccount } from '#modules/ground/identity/testing';
import { reportCardLost, resetPin } from '#modules/people/members';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { addKiosk, enrolKiosk, openKiosk, saveSelfServiceRule, selfServiceRuleOf } from '#modules/lending/self-service';
import { LOCK_AFTER_FAILURES } from '../src/modules/ground/identity/rules/lock-out.ts';
import { refusal } from './support/refusal.ts';
import { useApi } from './support/test-api.ts';
import { useTestDb } from './support/test-db.ts';

// Whoever tries cards, names, PINs and passwords is told the same by every refusal, and none of them costs the server more: the dear part is
// counted, since a clock on a busy machine shows nothing.

const scrypt = vi.spyOn(crypto, 'scrypt');
// modules that were loaded with the function under its name get this one too
syncBuiltinESMExports();
/** The dear computations since the last time that this was asked. */
function worked(): string[] {
  const costs = scrypt.mock.calls.map(([, , , options]) => `N=${options.N} r=${options.r} p=${options.p}`);
  scrypt.mockClear();
  return costs;
}

const t = useTestDb();
const api = useApi(t);
const ONCE = [`N=${2 ** 15} r=8 p=1`];
let wrongPin = '';

interface Seen {
  status: number;
  headers: string[];
  body: string;
  work: string[];
}
async function refused(path: string, payload: object): Promise<Seen> {
  worked();
  const answer = await api.inject({ method: 'POST', url: `/api/v1${path}`, payload });
  return {
    status: answer.statusCode,
    headers: Object.keys(answer.headers).toSorted(),
    body: answer.body.replace(/"requestId":"[^"]*"/, ''),
    work: worked(),
  };
}
const bySecret = async (number: string, secret: string): Promise<Seen> =>
  refused('/member-sessions', { number, secret });

interface Told {
  said: string;
  status: number;
  params: object;
  fields: object;
  work: string[];
}
async function told(attempt: () => Promise<unknown>): Promise<Told> {
  worked();
  const { code: said, status, params, fields } = await refusal(attempt());
  return { said, status, params, fields, work: worked() };
}

/** Cards in every state in which they do not open, with what is typed. */
const cards: [state: string, number: string, pin: string][] = [];
beforeAll(async () => {
  await aLibrary(t.ctx());
  const card = async (): Promise<{ number: string; pin: string }> => {
    const { number } = await aMember(t.ctx());
    return { number, pin: (await resetPin(t.ctx(), number)).pin };
  };
  const [wrong, locked, lost, left] = [await card(), await card(), await card(), await card()];
  wrongPin =
    ['000001', '000002', '000003', '000004', '000005'].find(
      (pin) => ![wrong, locked, lost, left].some((one) => one.pin === pin),
    ) ?? '';
  const { number: without } = await aMember(t.ctx());
  await t.db
    .updateTable('member')
    .set({ pinLockedUntil: new Date('2027-01-01T00:00:00Z'), pinFailedCount: 5 })
    .where('number', '=', locked.number)
    .execute();
  await reportCardLost(t.ctx(), lost.number);
  await t.db.updateTable('member').set({ status: 'withdrawn' }).where('number', '=', left.number).execute();
  cards.push(
    ['there is no such card', 'TIDAK-ADA', wrongPin],
    ['there is no such address', 'tidak-ada@contoh.example', wrongPin],
    ['the PIN is wrong', wrong.number, wrongPin],
    ['locked, and the PIN is wrong', locked.number, wrongPin],
    ['locked, and the PIN is right', locked.number, locked.pin],
    ['it has no PIN', without, wrongPin],
    ['reported lost, and the PIN is wrong', lost.number, wrongPin],
    ['its member has left, and the PIN is wrong', left.number, wrongPin],
    ['nothing was typed for the PIN', wrong.number, ' '],
    ['a password instead of the PIN', wrong.number, 'kucing hujan meja'],
  );
});
beforeEach(async () => {
  await t.db.deleteFrom('rateLimit').execute();
});

test('every card that does not open is refused alike, for the same work; the first one of a fresh server too', async () => {
  const seen: Record<string, Seen> = {};
  for (const [state, number, secret] of cards) seen[state] = await bySecret(number, secret);
  const first = seen['there is no such card'];
  expect(first).toMatchObject({ status: 401, work: ONCE });
  expect(first?.body).toContain('members.wrong_sign_in');
  for (const [state] of cards) expect(seen[state], state).toEqual(first);
});

test('every name of staff that does not open is refused alike, for the same work', async () => {
  await makeAccount(t, { username: 'siti', password: GOOD_PASSWORD });
  await makeAccount(t, { username: 'bekas', password: GOOD_PASSWORD });
  await t.db.updateTable('account').set({ status: 'disabled' }).where('username', '=', 'bekas').execute();
  const tried = async (username: string, password: string): Promise<Told> =>
    told(async () => signInStaff(t.ctx({ kind: 'anonymous' }), { username, password, ip: null, userAgent: 'uji' }));
  const first = await tried('tidak-ada', 'sandi yang salah');
  expect(first).toMatchObject({ status: 401, work: ONCE });
  expect(await tried('siti', 'sandi yang salah')).toEqual(first);
  expect(await tried('bekas', 'sandi yang salah')).toEqual(first);
  expect(await tried('bekas', GOOD_PASSWORD)).toEqual(first);
  // after so many of them both are locked, the one that is and the one that is not
  for (let turn = 1; turn < LOCK_AFTER_FAILURES; turn += 1) {
    await tried('siti', 'sandi yang salah');
    await tried('tidak-ada', 'sandi yang salah');
  }
  const [known, unknown] = [await tried('siti', 'sandi yang salah'), await tried('tidak-ada', 'sandi yang salah')];
  expect(known).toMatchObject({ status: 429, work: ONCE });
  expect(unknown).toEqual(known);
});

test('at a kiosk that asks for the PIN too', async () => {
  const { id: libraryId } = await t.db.selectFrom('library').select('id').executeTakeFirstOrThrow();
  const { code } = await addKiosk(t.ctx(), { libraryId, name: 'Lantai 1' });
  const tablet = t.ctx({ kind: 'anonymous' });
  const { token } = await enrolKiosk(tablet, { code, ip: null });
  await saveSelfServiceRule(t.ctx(), libraryId, { ...(await selfServiceRuleOf(t.db, libraryId)), kioskPin: true });
  const seen: Record<string, Told> = {};
  for (const [state, card, pin] of cards) {
    seen[state] = await told(async () => openKiosk(t.ctx({ kind: 'anonymous' }), token, { card, pin, ip: null }));
  }
  const first = seen['there is no such card'];
  expect(first).toMatchObject({ said: 'members.wrong_sign_in', work: ONCE });
  for (const [state] of cards) expect(seen[state], state).toEqual(first);
});
