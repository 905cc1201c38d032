import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { hashSecret, keepOldHash, resolveActor } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import type { AppError } from '#platform/errors';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeOwnPin,
  getMember,
  hasOwnPassword,
  hasOwnPin,
  liftBlock,
  removeOwnPassword,
  reportCardLost,
  resetPin,
  setOwnPassword,
  signInMember,
  verifyMemberSecret,
} from '../index.ts';
import { aMember } from '../testing.ts';

const t = useTestDb();
const PASSWORD = 'kucing hujan meja biru';
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: AppError) => error.code,
  );
const signIn = async (number: string, secret: string) =>
  signInMember(t.ctx({ kind: 'anonymous' }), { number, secret, ip: null, userAgent: 'uji' });
const actorOf = async (sessionToken: string) => (await resolveActor(t, { bearer: null, sessionToken })).actor;

/** A member with a PIN, signed in. */
async function signedIn(input: Parameters<typeof aMember>[1] = {}): Promise<{ number: string; pin: string; own: Ctx }> {
  const { number } = await aMember(t.ctx(), input);
  const { pin } = await resetPin(t.ctx(), number);
  return { number, pin, own: t.ctx(await actorOf((await signIn(number, pin)).token)) };
}

test('a member sets a password and signs in by it or by the PIN; other devices are signed out, nothing is stored in the clear', async () => {
  const { number, pin, own } = await signedIn();
  const elsewhere = await signIn(number, pin);
  expect(await hasOwnPassword(own)).toBe(false);
  await setOwnPassword(own, { current: pin, next: PASSWORD });
  expect(await hasOwnPassword(own)).toBe(true);
  expect((await actorOf(elsewhere.token)).kind).toBe('anonymous');
  expect(await hasOwnPassword(t.ctx(await actorOf((await signIn(number, PASSWORD)).token)))).toBe(true);
  await signIn(number, pin);
  const row = await t.db.selectFrom('member').selectAll().where('number', '=', number).executeTakeFirstOrThrow();
  expect(row.passwordHash).toMatch(/^scrypt\$/);
  expect(JSON.stringify([row, await t.db.selectFrom('auditEvent').selectAll().execute()])).not.toContain(PASSWORD);
});

test('the rules for passwords are those of the staff, and the present secret is asked for', async () => {
  const { number, pin, own } = await signedIn({ fullName: 'Wahyu Kurniawan' });
  for (const [next, why] of [
    ['pendek', 'password_short'],
    ['perpustakaan', 'password_common'],
    ['Wahyu Kurniawan', 'password_common'],
  ]) {
    await expect(setOwnPassword(own, { current: pin, next: next ?? '' })).rejects.toMatchObject({
      fields: { next: why },
    });
  }
  expect(await codeOf(setOwnPassword(own, { current: '000000', next: PASSWORD }))).toBe('members.wrong_secret');
  expect(await codeOf(signIn(number, PASSWORD))).toBe('members.wrong_sign_in');
  await expect(setOwnPassword(t.ctx(), { current: pin, next: PASSWORD })).rejects.toMatchObject({
    code: 'platform.sign_in_needed',
  });
});

test('wrong passwords and wrong PINs are counted together: five lock the card for both', async () => {
  const { number, pin, own } = await signedIn();
  await setOwnPassword(own, { current: pin, next: PASSWORD });
  for (const secret of ['salah sekali', '000000', 'salah lagi', '000001', 'masih salah']) {
    expect(await codeOf(signIn(number, secret))).toBe('members.wrong_sign_in');
  }
  expect(await codeOf(signIn(number, PASSWORD))).toBe('members.wrong_sign_in');
  expect(await codeOf(signIn(number, pin))).toBe('members.wrong_sign_in');
  expect(await codeOf(setOwnPassword(own, { current: PASSWORD, next: 'lain lagi yang panjang' }))).toBe(
    'members.locked',
  );
});

test('by e-mail address, whatever its letters; where a family shares one, by card number only', async () => {
  const { number, pin, own } = await signedIn({ email: 'Sari@Contoh.id' });
  await setOwnPassword(own, { current: pin, next: PASSWORD });
  const { memberId } = await signIn('sari@contoh.ID', PASSWORD);
  expect(memberId).toBe((await signIn(number, PASSWORD)).memberId);
  expect(await codeOf(signIn('siapa@contoh.id', PASSWORD))).toBe('members.wrong_sign_in');
  await aMember(t.ctx(), { email: 'sari@contoh.id' });
  expect(await codeOf(signIn('sari@contoh.id', PASSWORD))).toBe('members.wrong_sign_in');
  await signIn(number, PASSWORD);
});

test('a new PIN from the desk takes the password away; the member’s own new password does not touch the PIN', async () => {
  const { number, pin, own } = await signedIn();
  expect(await resetPin(t.ctx(), number)).toMatchObject({ passwordCleared: false });
  const again = await resetPin(t.ctx(), number);
  const back = t.ctx(await actorOf((await signIn(number, again.pin)).token));
  await setOwnPassword(back, { current: again.pin, next: PASSWORD });
  const fresh = await resetPin(t.ctx(), number);
  expect(fresh.passwordCleared).toBe(true);
  expect(await codeOf(signIn(number, PASSWORD))).toBe('members.wrong_sign_in');
  await signIn(number, fresh.pin);
  expect(await codeOf(signIn(number, pin))).toBe('members.wrong_sign_in');
  expect(await codeOf(removeOwnPassword(own, { current: pin }))).toBe('members.wrong_secret');
});

test('a member gives the password up', async () => {
  const { number, pin, own } = await signedIn();
  await setOwnPassword(own, { current: pin, next: PASSWORD });
  await removeOwnPassword(own, { current: PASSWORD });
  expect(await hasOwnPassword(own)).toBe(false);
  expect(await codeOf(signIn(number, PASSWORD))).toBe('members.wrong_sign_in');
  await signIn(number, pin);
});

test('whoever moved in with a password alone keeps it until there is a PIN, which the password lets them set', async () => {
  const { number, own } = await signedIn();
  const passwordHash = await hashSecret(PASSWORD);
  await t.db.updateTable('member').set({ pinHash: null, passwordHash }).where('number', '=', number).execute();
  expect(await hasOwnPin(own)).toBe(false);
  expect(await codeOf(removeOwnPassword(own, { current: PASSWORD }))).toBe('members.pin_first');
  expect(await codeOf(changeOwnPin(own, { currentPin: 'bukan sandinya', newPin: '582913' }))).toBe('members.wrong_pin');
  await changeOwnPin(own, { currentPin: PASSWORD, newPin: '582913' });
  expect(await hasOwnPin(own)).toBe(true);
  await removeOwnPassword(own, { current: '582913' });
  await signIn(number, '582913');
});

describe('a password that an older system kept as a plain SHA-1', () => {
  const visitor = { ip: null, userAgent: 'uji' };
  const movedIn = async (): Promise<string> => {
    const { number } = await aMember(t.ctx(), { fullName: 'Uji Pindahan' });
    const passwordHash = await keepOldHash(createHash('sha1').update('sawah123').digest('hex').toUpperCase());
    await t.db.updateTable('member').set({ passwordHash }).where('number', '=', number).execute();
    return number;
  };
  const enter = async (number: string, secret: string, next?: string) =>
    signInMember(t.ctx({ kind: 'anonymous' }), { number, secret, next, ...visitor });

  test('opens nothing until a new one is set with it; then the new one opens the door, and the old one does not', async () => {
    const number = await movedIn();
    expect(await refusal(enter(number, 'sawah123'))).toMatchObject({ code: 'members.password_must_change' });
    const asked = verifyMemberSecret(t.ctx(), { number, secret: 'sawah123', ip: null });
    expect(await refusal(asked)).toMatchObject({
      code: 'members.password_must_change',
    });
    expect(await refusal(enter(number, 'salah123', 'kuda lumping hijau'))).toMatchObject({
      code: 'members.wrong_sign_in',
    });
    for (const [next, why] of [
      ['sawah123', 'password_same'],
      ['pendek', 'password_short'],
    ] as const)
      expect((await refusal(enter(number, 'sawah123', next))).fields).toEqual({ next: why });
    expect((await enter(number, 'sawah123', 'kuda lumping hijau')).token).toMatch(/^ls_/);
    expect((await enter(number, 'kuda lumping hijau')).token).toMatch(/^ls_/);
    expect(await refusal(enter(number, 'sawah123'))).toMatchObject({ code: 'members.wrong_sign_in' });
  });

  test('nobody who found a card sets its password; a new one that comes along with a PIN changes nothing', async () => {
    const number = await movedIn();
    await reportCardLost(t.ctx(), number);
    expect(await refusal(enter(number, 'sawah123', 'kuda lumping hijau'))).toMatchObject({ code: 'members.card_lost' });
    const [block] = (await getMember(t.ctx(), number)).blocks;
    await liftBlock(t.ctx(), block?.id ?? 0);
    expect(await refusal(enter(number, 'kuda lumping hijau'))).toMatchObject({ code: 'members.wrong_sign_in' });

    const { number: other, pin } = await signedIn({ fullName: 'Uji Ber-PIN' });
    expect((await enter(other, pin, 'kuda lumping hijau')).token).toMatch(/^ls_/);
    expect(await refusal(enter(other, 'kuda lumping hijau'))).toMatchObject({ code: 'members.wrong_sign_in' });
  });
});
