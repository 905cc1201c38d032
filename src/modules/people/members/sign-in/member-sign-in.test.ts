import sharp from 'sharp';
import { beforeAll, describe, expect, test } from 'vitest';
import { resolveActor } from '#modules/ground/identity';
import type { AppError } from '#platform/errors';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  changeOwnPin,
  getMember,
  getOwnMember,
  openMemberPhoto,
  resetPin,
  setMemberPhoto,
  signInMember,
  withdrawMember,
} from '../index.ts';
import { aLibrary, aMember } from '../testing.ts';

const t = useTestDb();
const guest = () => t.ctx({ kind: 'anonymous' });
const visitor = { ip: null, userAgent: 'uji' };
const codeOf = async (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'not refused',
    (error: AppError) => error.code,
  );
const signIn = async (number: string, pin: string) => signInMember(guest(), { number, secret: pin, ...visitor });
const actorOf = async (sessionToken: string) =>
  (await resolveActor({ db: t.db, clock: t.clock }, { bearer: null, sessionToken })).actor;

beforeAll(async () => {
  await aLibrary(t.ctx());
});

describe('signing in with card number and PIN', () => {
  test('the PIN is shown once, opens the account, and nothing of it is stored in the clear', async () => {
    const { number } = await aMember(t.ctx(), { fullName: 'Dimas Aji' });
    const { pin } = await resetPin(t.ctx(), number);
    expect(pin).toMatch(/^\d{6}$/);
    const { token } = await signIn(`${number.slice(0, 4)} ${number.slice(4)}`, pin);
    expect(await actorOf(token)).toMatchObject({ kind: 'member', number, name: 'Dimas Aji' });
    const traces = await t.db.selectFrom('auditEvent').selectAll().execute();
    expect(JSON.stringify(traces)).not.toContain(pin);
    expect((await getMember(t.ctx(), number)).hasPin).toBe(true);
  });

  test('unknown card, card without PIN, locked card and wrong PIN get the same answer', async () => {
    const { number } = await aMember(t.ctx());
    expect(await codeOf(signIn('TIDAK-ADA', '111222'))).toBe('members.wrong_sign_in');
    expect(await codeOf(signIn(number, ''))).toBe('members.wrong_sign_in');
    await resetPin(t.ctx(), number);
    expect(await codeOf(signIn(number, '000000'))).toBe('members.wrong_sign_in');
    // from the sixth on this card is locked: nobody sees it
    for (let i = 0; i < 5; i += 1) await codeOf(signIn(number, '000000'));
    const [known, unknown] = [await refusal(signIn(number, '000000')), await refusal(signIn('TIDAK-ADA', '000000'))];
    expect({ code: known.code, params: known.params }).toEqual({ code: unknown.code, params: unknown.params });
  });

  test('five wrong PINs lock the card for a quarter of an hour, also for the right PIN; a new PIN opens it', async () => {
    const { number } = await aMember(t.ctx());
    const { pin } = await resetPin(t.ctx(), number);
    for (let i = 0; i < 5; i += 1) expect(await codeOf(signIn(number, '000000'))).toBe('members.wrong_sign_in');
    expect(await codeOf(signIn(number, pin))).toBe('members.wrong_sign_in');
    t.clock.set('2026-11-25T10:15:01+07:00');
    await signIn(number, pin);
    for (let i = 0; i < 5; i += 1) await codeOf(signIn(number, '000000'));
    const fresh = await resetPin(t.ctx(), number);
    await signIn(number, fresh.pin);
    t.clock.set('2026-11-25T10:00:00+07:00');
  });

  test('wrong PINs from many desks at once are all counted', async () => {
    const { number } = await aMember(t.ctx());
    const { pin } = await resetPin(t.ctx(), number);
    await Promise.all(Array.from({ length: 5 }, async () => codeOf(signIn(number, '000000'))));
    expect(await codeOf(signIn(number, pin))).toBe('members.wrong_sign_in');
  });

  test('who tries one number again and again is slowed down', async () => {
    const tries = [];
    for (let i = 0; i < 21; i += 1) tries.push(await codeOf(signIn('TIDAK-PERNAH-ADA', '123456')));
    expect(tries.at(-1)).toBe('platform.too_many_requests');
    expect(tries.at(-2)).toBe('members.wrong_sign_in');
  });

  test('the end of a membership ends its sessions', async () => {
    const { number, version } = await aMember(t.ctx());
    const { pin } = await resetPin(t.ctx(), number);
    const { token } = await signIn(number, pin);
    await withdrawMember(t.ctx(), number, version, async () => Promise.resolve());
    expect(await actorOf(token)).toEqual({ kind: 'anonymous' });
    expect(await codeOf(signIn(number, pin))).toBe('members.wrong_sign_in');
  });

  test('a member changes the PIN: other devices are signed out, this one stays', async () => {
    const { number } = await aMember(t.ctx(), { notes: 'catatan petugas', phone: '0812 333 444' });
    const { pin } = await resetPin(t.ctx(), number);
    const [phone, library] = [await signIn(number, pin), await signIn(number, pin)];
    const own = t.ctx(await actorOf(phone.token));
    expect(await getOwnMember(own)).toMatchObject({ number, phone: '0812 333 444', notes: null });
    expect(await codeOf(changeOwnPin(own, { currentPin: pin, newPin: '123456' }))).toBe('platform.invalid_input');
    expect(await codeOf(changeOwnPin(own, { currentPin: '000000', newPin: '246810' }))).toBe('members.wrong_pin');
    await changeOwnPin(own, { currentPin: pin, newPin: '246810' });
    expect((await actorOf(phone.token)).kind).toBe('member');
    expect((await actorOf(library.token)).kind).toBe('anonymous');
    await signIn(number, '246810');
  });
});

describe('photo', () => {
  const picture = async () =>
    sharp({ create: { width: 900, height: 600, channels: 3, background: '#22386b' } })
      .withExif({ IFD0: { Copyright: 'rahasia' } })
      .jpeg()
      .toBuffer();
  const bytesOf = async (number: string) => {
    const parts: Buffer[] = [];
    for await (const part of await openMemberPhoto(t.ctx(), t.storage, number)) parts.push(Buffer.from(part as Buffer));
    return Buffer.concat(parts);
  };

  test('a photo from the phone becomes a small portrait without its hidden data, and can be taken away', async () => {
    const { number } = await aMember(t.ctx());
    await setMemberPhoto(t.ctx(), t.storage, number, await picture());
    const stored = await sharp(await bytesOf(number)).metadata();
    expect(stored).toMatchObject({ format: 'webp', width: 480, height: 640 });
    expect(stored.exif).toBeUndefined();
    expect((await getMember(t.ctx(), number)).hasPhoto).toBe(true);
    await setMemberPhoto(t.ctx(), t.storage, number, null);
    expect(await codeOf(openMemberPhoto(t.ctx(), t.storage, number))).toBe('members.not_found');
  });

  test('a file that is no picture is refused, and the old photo stays', async () => {
    const { number } = await aMember(t.ctx());
    await setMemberPhoto(t.ctx(), t.storage, number, await picture());
    const bad = setMemberPhoto(t.ctx(), t.storage, number, Buffer.from('<svg onload="x">'));
    expect(await codeOf(bad)).toBe('platform.not_acceptable_file');
    expect((await bytesOf(number)).length).toBeGreaterThan(100);
    expect(await codeOf(openMemberPhoto(t.ctx({ grants: [] }), t.storage, number))).toBe('platform.forbidden');
  });
});
