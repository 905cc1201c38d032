import { randomBytes } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { permissions } from '#contributed/permissions';
import type { Ctx } from '#platform/context';
import { makeSecrets } from '#platform/rights/secrets';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  carryOutRequest,
  exportMember,
  exportOwnData,
  getMember,
  giveConsent,
  helpAtDesk,
  keepDeskHelp,
  listConsents,
  makeRequest,
  publishConsentText,
  resealMembers,
  searchMembers,
  setOwnConsent,
  takeBackDeskHelp,
  updateMember,
  viewDeskHelp,
  withdrawConsent,
  withdrawMember,
} from '../index.ts';
import type { Member } from '../client.ts';
import { aLibrary, aMember, eraseByNumber } from '../testing.ts';

const t = useTestDb();
const key = randomBytes(32);
const secrets = makeSecrets('k1', new Map([['k1', key]]));
const WORDS = 'Tolong tunjuk barisnya, penglihatan saya sempit';
const SAID = { greeting: 'Bu Ratna', needs: ['large_print', 'clear_speech'] as const, words: WORDS };
let desk: Ctx;

beforeAll(async () => {
  desk = { ...t.ctx(), libraryId: (await aLibrary(t.ctx())).id };
});

const asMember = ({ id, number, fullName }: Member): Ctx =>
  t.ctx({ kind: 'member', id, number, name: fullName, sessionId: 1 });
const staff = (...permissions: string[]): Ctx => t.ctx({ grants: [{ libraryId: null, permissions }] });
const grown = async (): Promise<Member> => aMember(t.ctx(), { birthDate: '1961-04-21' });
const child = async (): Promise<Member> =>
  aMember(t.ctx(), { category: 'pelajar', birthDate: '2017-03-14', guardianName: 'Dewi Lestari' });
const keep = async (ctx: Ctx, { number }: Member, said: object = {}): Promise<void> =>
  keepDeskHelp(ctx, secrets, number, { ...SAID, needs: [...SAID.needs], agreedTo: 1, ...said });
const rows = async ({ id }: Member) =>
  t.db.selectFrom('memberDeskHelp').selectAll().where('memberId', '=', id).execute();
const acts = async ({ id }: Member) => {
  const events = await t.db.selectFrom('auditEvent').selectAll().where('entityId', '=', String(id)).execute();
  return events.filter(({ action }) => /desk_help|consent/.test(action));
};

test('a member says in the account how she likes to be greeted and what helps, and the desk sees it', async () => {
  const ratna = await grown();
  await keep(asMember(ratna), ratna);
  const help = { greeting: 'Bu Ratna', needs: ['clear_speech', 'large_print'], words: WORDS };
  expect(await helpAtDesk(desk, secrets, ratna.number)).toEqual(help);
  expect(await viewDeskHelp(asMember(ratna), secrets, ratna.number)).toMatchObject({
    ...help,
    saidAt: expect.any(Date) as unknown,
    speaker: 'member',
    consent: { given: true, outdated: false, text: { version: 1 } },
  });
  expect((await listConsents(desk, ratna.number)).events).toMatchObject([
    { purpose: 'desk_help', textVersion: 1, act: 'given', givenBy: 'member', channel: 'web' },
  ]);
});

test('without the consent nothing is kept', async () => {
  const member = await grown();
  await expect(keep(desk, member, { agreedTo: Number.NaN })).rejects.toMatchObject({
    fields: { agreedTo: 'desk_help_agree' },
  });
  expect(await rows(member)).toEqual([]);
  expect((await listConsents(desk, member.number)).events).toEqual([]);
});

test('a bare yes says nothing and is not taken: the consent comes with the words', async () => {
  const member = await grown();
  await expect(setOwnConsent(asMember(member), 'desk_help', true)).rejects.toMatchObject({
    code: 'platform.invalid_input',
  });
  const bare = Object.assign({ purpose: 'news' as const, channel: 'desk' as const }, { purpose: 'desk_help' });
  await expect(giveConsent(desk, member.number, bare)).rejects.toMatchObject({ fields: { purpose: 'invalid' } });
  expect((await listConsents(desk, member.number)).events).toEqual([]);
});

test('staff write it down with the person present; saying it anew replaces it under the same consent', async () => {
  const member = await grown();
  await keep(desk, member, { channel: 'paper' });
  await keep(desk, member, { greeting: 'Kak', needs: [], words: '  ' });
  expect(await helpAtDesk(desk, secrets, member.number)).toEqual({ greeting: 'Kak', needs: [], words: null });
  expect((await listConsents(desk, member.number)).events).toMatchObject([
    { purpose: 'desk_help', channel: 'paper', recordedBy: 'Petugas Uji' },
  ]);
});

test.each([
  ['in the account', async (member: Member) => takeBackDeskHelp(asMember(member), member.number)],
  ['at the desk', async (member: Member) => takeBackDeskHelp(desk, member.number)],
  ['on the page of consents', async (member: Member) => setOwnConsent(asMember(member), 'desk_help', false)],
  ['on the page of consents of the staff', async (member: Member) => withdrawConsent(desk, member.number, 'desk_help')],
  [
    'with all consents at once',
    async (member: Member) => {
      const { id } = await makeRequest(desk, member.number, { kind: 'withdraw' });
      await carryOutRequest(desk, { personalData: [], storage: t.storage }, id);
    },
  ],
])('taking it back %s deletes what was said', async (_where, takeBack) => {
  const member = await grown();
  await keep(desk, member);
  await takeBack(member);
  expect(await rows(member)).toEqual([]);
  expect(await helpAtDesk(desk, secrets, member.number)).toBeNull();
  expect((await listConsents(desk, member.number)).events.map(({ act }) => act)).toEqual(['withdrawn', 'given']);
  expect((await acts(member)).map(({ action }) => action)).toContain('member.desk_help_removed');
  // again: nothing more happens
  await takeBackDeskHelp(desk, member.number);
  expect((await listConsents(desk, member.number)).events).toHaveLength(2);
});

test('who does not serve at the desk sees nothing and changes nothing', async () => {
  const member = await grown();
  await keep(desk, member);
  const reader = staff('members.read', 'members.edit', 'loans.read');
  expect(await helpAtDesk(reader, secrets, member.number)).toBeNull();
  for (const ctx of [reader, t.ctx({ kind: 'anonymous' })]) {
    await expect(viewDeskHelp(ctx, secrets, member.number)).rejects.toThrow();
    await expect(keep(ctx, member)).rejects.toThrow();
    await expect(takeBackDeskHelp(ctx, member.number)).rejects.toThrow();
    expect(await helpAtDesk(ctx, secrets, member.number)).toBeNull();
  }
  expect(await rows(member)).toHaveLength(1);
  const roles = permissions.find(({ code }) => code === 'members.desk_help')?.roles;
  expect(roles).toEqual(['head', 'circulation', 'school_staff']);
});

test('a desk that serves its own members alone does not learn of others; any other desk serves whoever comes', async () => {
  const member = await grown();
  await keep(desk, member);
  const { id } = await aLibrary(t.ctx(), 'SDN');
  const grant = { libraryId: id, permissions: ['members.desk_help'] };
  const school = t.ctx({ grants: [{ ...grant, ownMembersOnly: true }] });
  expect(await helpAtDesk(school, secrets, member.number)).toBeNull();
  await expect(viewDeskHelp(school, secrets, member.number)).rejects.toMatchObject({ code: 'members.not_found' });
  await expect(takeBackDeskHelp(school, member.number)).rejects.toMatchObject({ code: 'members.not_found' });
  expect((await helpAtDesk(t.ctx({ grants: [grant] }), secrets, member.number))?.greeting).toBe('Bu Ratna');
});

test('a member reaches the own alone, and does not learn which numbers are taken', async () => {
  const [ratna, other] = [await grown(), await grown()];
  await keep(desk, ratna);
  for (const number of [ratna.number, 'TIDAK-ADA']) {
    await expect(viewDeskHelp(asMember(other), secrets, number)).rejects.toMatchObject({ code: 'members.not_found' });
    await expect(takeBackDeskHelp(asMember(other), number)).rejects.toMatchObject({ code: 'members.not_found' });
    await expect(keep(asMember(other), { ...ratna, number })).rejects.toMatchObject({ code: 'members.not_found' });
  }
  expect(await helpAtDesk(asMember(ratna), secrets, ratna.number)).toBeNull();
  expect((await helpAtDesk(desk, secrets, ratna.number))?.words).toBe(WORDS);
});

test('of a child the guardian says it at the desk; the child may take it back', async () => {
  const small = await child();
  await expect(keep(asMember(small), small)).rejects.toMatchObject({ code: 'members.guardian_must_consent' });
  await keep(desk, small);
  expect((await listConsents(desk, small.number)).events).toMatchObject([
    { purpose: 'desk_help', givenBy: 'guardian', guardianName: 'Dewi Lestari', channel: 'desk' },
  ]);
  expect((await viewDeskHelp(asMember(small), secrets, small.number)).greeting).toBe('Bu Ratna');
  await takeBackDeskHelp(asMember(small), small.number);
  expect(await rows(small)).toEqual([]);
  expect((await listConsents(desk, small.number)).events[0]).toMatchObject({
    act: 'withdrawn',
    givenBy: 'member',
    guardianName: null,
    guardianRelation: null,
    guardianContact: null,
  });
});

test('each change of a child’s help at the desk names the guardian who consents to it', async () => {
  const small = await child();
  const said = async () =>
    (await listConsents(desk, small.number)).events.map((event) => [event.guardianName, event.guardianContact]);
  await keep(desk, small, { guardianContact: '0812 1111 2222' });
  expect((await viewDeskHelp(desk, secrets, small.number)).standing).toBe(false);
  await expect(keep(desk, small, { greeting: 'Dik', guardianName: ' ' })).rejects.toMatchObject({
    fields: { guardianName: 'guardian_needed' },
  });
  expect((await helpAtDesk(desk, secrets, small.number))?.greeting).toBe('Bu Ratna');
  await keep(desk, small, { greeting: 'Dik', guardianName: 'Dewi Lestari' });
  expect(await said()).toEqual([['Dewi Lestari', '0812 1111 2222']]);
  await keep(desk, small, { greeting: 'Nak', guardianName: 'Hadi' });
  expect(await said()).toEqual([
    ['Hadi', null],
    ['Dewi Lestari', '0812 1111 2222'],
  ]);
});

test('what a member gave alone is the guardian’s to give once a corrected birth date makes a child of the member', async () => {
  const member = await grown();
  await keep(asMember(member), member);
  expect((await viewDeskHelp(desk, secrets, member.number)).standing).toBe(true);
  const corrected = { birthDate: '2015-04-21', guardianName: 'Sulastri' };
  await updateMember(t.ctx(), member.number, member.version, { ...corrected, category: 'pelajar' });
  expect((await viewDeskHelp(desk, secrets, member.number)).standing).toBe(false);
  await keep(desk, member);
  expect((await listConsents(desk, member.number)).events).toMatchObject([
    { act: 'given', givenBy: 'guardian', guardianName: 'Sulastri' },
    { act: 'given', givenBy: 'member', guardianName: null },
  ]);
});

test('staff of another branch see whose help it is, and how the guardian is reached only where they see contacts', async () => {
  const small = await child();
  await keep(desk, small);
  const { id } = await aLibrary(t.ctx(), 'CABANG');
  const branch = t.ctx({
    grants: [{ libraryId: id, permissions: ['members.desk_help', 'members.read', 'members.edit'] }],
  });
  await expect(getMember(branch, small.number)).rejects.toMatchObject({ code: 'platform.forbidden' });
  const { number, fullName } = small;
  const whose = { number, fullName, timeZone: 'Asia/Jakarta' };
  expect((await viewDeskHelp(branch, secrets, number)).member).toMatchObject({ ...whose, guardianName: null });
  expect((await viewDeskHelp(desk, secrets, number)).member).toMatchObject({ ...whose, guardianName: 'Dewi Lestari' });
});

test('a number typed in small letters finds what is said, and never another’s', async () => {
  const [ratna, other] = [await grown(), await grown()];
  const renumber = async ({ id }: Member, number: string) =>
    t.db.updateTable('member').set({ number }).where('id', '=', id).execute();
  await keep(desk, ratna);
  await renumber(ratna, 'A00030-2');
  expect((await helpAtDesk(desk, secrets, ' a00030-2 '))?.words).toBe(WORDS);
  await renumber(other, 'a00030-2');
  expect(await helpAtDesk(desk, secrets, 'a00030-2')).toBeNull();
  expect((await helpAtDesk(desk, secrets, 'A00030-2'))?.words).toBe(WORDS);
});

test('the wording says that a copy of the own data holds it', async () => {
  const { text } = (await viewDeskHelp(desk, secrets, (await grown()).number)).consent;
  expect(text.bodyId).toContain('Bila Anda meminta salinan data Anda, ini ikut di dalamnya.');
  expect(text.bodyEn).toContain('If you ask for a copy of your data, it is part of it.');
});

test('the words are nowhere in the database, in no trace, list or record', async () => {
  const member = await grown();
  await keep(desk, member);
  const [kept] = await rows(member);
  expect(kept?.sealed.toString('latin1')).not.toContain('Ratna');
  const traces = await acts(member);
  expect(traces.map(({ action }) => action)).toEqual(['member.consent_given', 'member.desk_help_set']);
  const seen = JSON.stringify([
    traces,
    await getMember(desk, member.number),
    await searchMembers(desk, { q: member.number }),
    await listConsents(desk, member.number),
  ]);
  for (const word of ['Bu Ratna', 'large_print', 'penglihatan']) expect(seen).not.toContain(word);
  expect((await searchMembers(desk, { q: 'Bu Ratna' })).data).toEqual([]);
});

test('what is sealed of one member cannot be read as another’s', async () => {
  const [ratna, other] = [await grown(), await grown()];
  await keep(desk, ratna);
  await t.db.updateTable('memberDeskHelp').set({ memberId: other.id }).where('memberId', '=', ratna.id).execute();
  expect(await helpAtDesk(desk, secrets, other.number)).toBeNull();
});

test('a change of keys seals it anew; with a lost key it reads as nothing, and can be said again', async () => {
  const member = await grown();
  await keep(desk, member);
  const newer = makeSecrets(
    'k2',
    new Map([
      ['k1', key],
      ['k2', randomBytes(32)],
    ]),
  );
  await resealMembers(t.ctx(), newer);
  expect((await rows(member))[0]?.keyId).toBe('k2');
  expect((await helpAtDesk(desk, newer, member.number))?.words).toBe(WORDS);
  expect(await helpAtDesk(desk, secrets, member.number)).toBeNull();
  expect(await viewDeskHelp(desk, secrets, member.number)).toMatchObject({ words: null, saidAt: null });
  await keep(desk, member, { words: 'Sekali lagi' });
  expect((await helpAtDesk(desk, secrets, member.number))?.words).toBe('Sekali lagi');
});

test('the own export holds it', async () => {
  const member = await grown();
  const services = { personalData: [], secrets };
  expect((await exportOwnData(asMember(member), services)).deskHelp).toEqual([]);
  await keep(desk, member);
  const said = { greeting: 'Bu Ratna', needs: ['clear_speech', 'large_print'], words: WORDS };
  expect((await exportOwnData(asMember(member), services)).deskHelp).toEqual(said);
  const editor = staff('members.read', 'members.edit', 'members.desk_help');
  await expect(exportMember(editor, services, member.number)).rejects.toMatchObject({ code: 'platform.forbidden' });
});

test('an erased member leaves nothing of it, and so does one whose membership ends', async () => {
  const [erased, gone] = [await grown(), await grown()];
  await keep(desk, erased);
  await keep(desk, gone);
  await eraseByNumber(desk, [], erased.number);
  expect(await rows(erased)).toEqual([]);
  await withdrawMember(desk, gone.number, gone.version, async () => Promise.resolve());
  expect(await rows(gone)).toEqual([]);
  expect((await listConsents(desk, gone.number)).events.map(({ act }) => act)).toEqual(['withdrawn', 'given']);
  expect((await viewDeskHelp(desk, secrets, gone.number)).open).toBe(false);
  await expect(keep(desk, gone)).rejects.toMatchObject({ code: 'members.withdrawn' });
});

test('of a member whose data are only kept the desk sees nothing and writes nothing down', async () => {
  const member = await grown();
  await keep(desk, member);
  const { id } = await makeRequest(desk, member.number, { kind: 'restrict' });
  await carryOutRequest(desk, { personalData: [], storage: t.storage }, id);
  expect(await helpAtDesk(desk, secrets, member.number)).toBeNull();
  expect(await viewDeskHelp(desk, secrets, member.number)).toMatchObject({ greeting: null, words: null });
  await expect(keep(desk, member)).rejects.toMatchObject({ code: 'members.data_restricted' });
  expect((await viewDeskHelp(asMember(member), secrets, member.number)).greeting).toBe('Bu Ratna');
});

test('a member’s record that is brought up to date by somebody else keeps what was said', async () => {
  const member = await grown();
  await keep(desk, member);
  await updateMember(staff('members.edit'), member.number, member.version, { fullName: 'Ratna Dewi' });
  expect((await helpAtDesk(desk, secrets, member.number))?.words).toBe(WORDS);
});

test('an institution has no greeting', async () => {
  const contacts = [{ name: 'Pak Hadi' }];
  const school = await aMember(t.ctx(), { kind: 'institution', category: 'lembaga', contacts });
  await expect(keep(desk, school)).rejects.toMatchObject({ fields: { greeting: 'not_for_institutions' } });
  expect((await viewDeskHelp(asMember(school), secrets, school.number)).open).toBe(false);
  const { states } = await listConsents(desk, school.number);
  expect(states.map(({ text }) => text.purpose)).not.toContain('desk_help');
});

test.each([
  ['nothing', { greeting: '', needs: [], words: '' }, { greeting: 'desk_help_empty' }],
  ['a greeting as long as a letter', { greeting: 'x'.repeat(41) }, { greeting: 'too_long' }],
  ['a book', { words: 'x'.repeat(200_000) }, { words: 'too_long' }],
  ['what cannot be kept', { words: 'nol\0' }, { words: 'unstorable' }],
  ['a choice that is none', { needs: ['blind'] }, { 'needs.0': 'invalid' }],
  ['half a wording', { agreedTo: 1.5 }, { agreedTo: 'desk_help_agree' }],
])('%s is refused at its field', async (_what, said, fields) => {
  await expect(keep(desk, await grown(), said)).rejects.toMatchObject({ fields });
});

test('two at once leave one of the two and one line of the ledger', async () => {
  const member = await grown();
  await Promise.all([keep(desk, member, { greeting: 'Bu' }), keep(asMember(member), member, { greeting: 'Kak' })]);
  expect(['Bu', 'Kak']).toContain((await helpAtDesk(desk, secrets, member.number))?.greeting);
  expect((await listConsents(desk, member.number)).events).toHaveLength(1);
});

test('who has read an older wording reads the new one before anything is kept', async () => {
  const member = await grown();
  const words = { titleId: 'Sapaan', titleEn: 'Greeting', bodyId: 'Baru.', bodyEn: 'New.' };
  await keep(desk, member);
  const { version } = await publishConsentText(t.ctx(), { purpose: 'desk_help', ...words });
  await expect(keep(desk, member, { greeting: 'Kak' })).rejects.toMatchObject({ code: 'members.wording_changed' });
  expect(await viewDeskHelp(desk, secrets, member.number)).toMatchObject({
    greeting: 'Bu Ratna',
    consent: { given: true, outdated: true, text: { version } },
  });
  await keep(desk, member, { greeting: 'Kak', agreedTo: version });
  expect((await listConsents(desk, member.number)).events.map(({ textVersion }) => textVersion)).toEqual([version, 1]);
});
