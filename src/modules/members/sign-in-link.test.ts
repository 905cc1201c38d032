import { beforeAll, expect, test } from 'vitest';
import { resolveActor } from '#modules/identity';
import { setSetting } from '#modules/libraries';
import type { Ctx } from '#platform/context';
import { readConfig } from '#platform/config';
import type { Mail } from '#platform/mail';
import { useTestDb } from '../../../tests/support/test-db.ts';
import { reportCardLost, signInByLink, signInLinkHolds, signInLinksOffered, withdrawMember } from './index.ts';
import { sendSignInLink } from './sign-in-link.ts';
import { aMember } from './testing.ts';

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

const send = async (number: string): Promise<boolean> =>
  sendSignInLink({ db: t.db, clock: t.clock, mailer, config: readConfig({}) }, number);
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

test('who has no address and who has no card get nothing', async () => {
  const member = await aMember(t.ctx());
  const before = mails.length;
  expect(await send(member.number)).toBe(false);
  expect(await send('tidak-ada')).toBe(false);
  expect(mails).toHaveLength(before);
});
