import { beforeAll, expect, test } from 'vitest';
import { resolveActor } from '#modules/ground/identity';
import { setSetting } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { readConfig } from '#platform/config';
import { MailError, type Mail, type Mailer } from '#platform/sending/mail';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  replaceCard,
  reportCardLost,
  resetPin,
  signInByLink,
  signInLinkHolds,
  signInLinksOffered,
  updateMember,
  withdrawMember,
} from '../index.ts';
import { sendSignInLink } from './sign-in-link.ts';
import { aMember } from '../testing.ts';

const t = useTestDb();
const visitor = { ip: '192.0.2.7', userAgent: 'uji' };
const mails: Mail[] = [];
const mailer = {
  available: true,
  send: async (mail: Mail) => {
    mails.push(mail);
    return Promise.resolve({ messageId: 'uji', response: '250' });
  },
};
let nobody: Ctx;
beforeAll(() => {
  nobody = t.ctx({ kind: 'anonymous' });
});

const send = async (number: string, by: Pick<Mailer, 'available' | 'send'> = mailer, ago = 0): Promise<boolean> => {
  const askedAt = new Date(t.clock.now().getTime() - ago * 60_000).toISOString();
  return sendSignInLink({ db: t.db, clock: t.clock, mailer: by, config: readConfig({}) }, { number, askedAt });
};
const lastToken = (): string => /tautan\/(\S+)/.exec(mails.at(-1)?.text ?? '')?.[1] ?? '';
const after = (minutes: number): Ctx => ({
  ...nobody,
  clock: { now: () => new Date(t.clock.now().getTime() + minutes * 60_000) },
});

test('links are offered only where the network wants them and mail can be sent', async () => {
  expect(await signInLinksOffered(t.db, mailer)).toBe(false);
  await setSetting(t.ctx(), 'memberSignInLink', true);
  expect(await signInLinksOffered(t.db, mailer)).toBe(true);
  expect(await signInLinksOffered(t.db, { available: false })).toBe(false);
});

test('the link goes to the address of the card only, and signs in once', async () => {
  const member = await aMember(t.ctx(), { email: 'sari@contoh.id' });
  expect(await send(member.number)).toBe(true);
  expect(mails.at(-1)?.to).toBe('sari@contoh.id');
  const token = lastToken();
  expect(await signInLinkHolds(nobody, token)).toBe(true);
  const session = await signInByLink(nobody, token, visitor);
  const { actor } = await resolveActor(t, { bearer: null, sessionToken: session.token });
  expect(actor).toMatchObject({ kind: 'member', number: member.number });
  expect(await signInLinkHolds(nobody, token)).toBe(false);
  await expect(signInByLink(nobody, token, visitor)).rejects.toThrow('members.link_gone');
});

test('of two browsers that press the button at once, one gets in', async () => {
  const member = await aMember(t.ctx(), { email: 'dua@contoh.id' });
  await send(member.number);
  const token = lastToken();
  const tries = await Promise.allSettled([1, 2, 3, 4].map(async () => signInByLink(nobody, token, visitor)));
  expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

test('a card that was reported lost is sent no link, and one that was sent before opens nothing', async () => {
  const member = await aMember(t.ctx(), { email: 'hilang@contoh.id' });
  await send(member.number);
  await reportCardLost(t.ctx({ id: 1 }), member.number);
  await expect(signInByLink(nobody, lastToken(), visitor)).rejects.toThrow('members.card_lost');
  expect(await send(member.number)).toBe(false);
});

test('a link ends after a quarter of an hour, with a newer one, and with the membership', async () => {
  const member = await aMember(t.ctx(), { email: 'lama@contoh.id' });
  await send(member.number);
  const first = lastToken();
  expect(await signInLinkHolds(after(14), first)).toBe(true);
  await expect(signInByLink(after(16), first, visitor)).rejects.toThrow('members.link_gone');
  await send(member.number);
  const second = lastToken();
  await expect(signInByLink(nobody, first, visitor)).rejects.toThrow('members.link_gone');
  await withdrawMember(t.ctx(), member.number, member.version, async () => Promise.resolve());
  await expect(signInByLink(nobody, second, visitor)).rejects.toThrow('members.link_gone');
  expect(await send(member.number)).toBe(false);
});

test('a link that is under way opens nothing once the card has another PIN, another address, or was lost and replaced', async () => {
  const holds = async () => signInLinkHolds(nobody, lastToken());
  const pin = await aMember(t.ctx(), { email: 'pin@contoh.id' });
  await send(pin.number);
  await resetPin(t.ctx(), pin.number);
  expect(await holds()).toBe(false);

  const moved = await aMember(t.ctx(), { email: 'kotak.lama@contoh.id' });
  await send(moved.number);
  const renamed = await updateMember(t.ctx(), moved.number, moved.version, { notes: 'Pindah rumah' });
  expect(await holds()).toBe(true);
  await updateMember(t.ctx(), moved.number, renamed.version, { email: 'kotak.baru@contoh.id' });
  expect(await holds()).toBe(false);

  const lost = await aMember(t.ctx(), { email: 'ponsel.dicuri@contoh.id' });
  await send(lost.number);
  await reportCardLost(t.ctx(), lost.number);
  await replaceCard(t.ctx(), lost.number);
  expect(await holds()).toBe(false);
});

test('a mail server that is away is tried again as long as somebody waits, and no longer', async () => {
  const { number } = await aMember(t.ctx(), { email: 'sabar@contoh.id' });
  const failing = (kind: MailError['kind']) => ({
    available: true,
    send: async () => Promise.reject(new MailError(kind, '550 <sabar@contoh.id> tidak dikenal')),
  });
  await expect(send(number, failing('not_sent'))).rejects.toThrow(MailError);
  expect(await send(number, mailer, 14)).toBe(true);
  const token = lastToken();
  // five hours later nobody is at the sign-in any more, and the link that came meanwhile stays
  expect(await send(number, mailer, 300)).toBe(false);
  expect(await signInLinkHolds(nobody, token)).toBe(true);
  // refused for good, or perhaps arrived: another one would be one too many, and the first must go on opening
  expect(await send(number, failing('refused'))).toBe(false);
  expect(await send(number, failing('unknown'))).toBe(false);
});

test('who has no address and who has no card get nothing', async () => {
  const member = await aMember(t.ctx());
  const before = mails.length;
  expect(await send(member.number)).toBe(false);
  expect(await send('tidak-ada')).toBe(false);
  expect(mails).toHaveLength(before);
});
