import { expect, test } from 'vitest';
import type { Ctx } from '#platform/context';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPage } from '../../../../../tests/support/page-house.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addDuty,
  addNote,
  addPerson,
  addRole,
  draftAgreement,
  endRole,
  erasePerson,
  getAgreement,
  getLink,
  getPerson,
  listTwins,
  mergePeople,
  sendLink,
  viewPartner,
} from '../index.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const agreed = { consentOn: '2026-01-01', consentHow: 'lisan' };
const twinsOf = async (id: number) => (await listTwins(keeper(t), id)).map((one) => one.id);
const merge = async (keepId: number, dropId: number) =>
  mergePeople(keeper(t), {
    ...{ keepId, dropId },
    keepVersion: (await getPerson(keeper(t), keepId)).version,
    dropVersion: (await getPerson(keeper(t), dropId)).version,
  });

test('somebody of the same name who is reached in the same way, or is of the same partner, is shown as maybe the same; a name alone is not', async () => {
  const [one, two, three] = [await aPartner(t), await aPartner(t), await aPartner(t)];
  const id = await addPerson(keeper(t), one, {
    name: 'Dr. Budi Santoso, M.Pd.',
    role: 'Guru',
    phone: '0812-3456-7890',
    email: 'Budi@X.example',
    ...agreed,
  });
  const phone = await addPerson(keeper(t), two, {
    name: 'budi  santoso',
    role: 'Kepala',
    phone: '+62 812 3456 7890',
    ...agreed,
  });
  const email = await addPerson(keeper(t), two, {
    name: 'BUDI SANTOSO',
    role: 'x',
    email: 'budi@x.example',
    ...agreed,
  });
  const here = await addPerson(keeper(t), one, { name: 'Budi Santoso', role: 'Wakil' });
  // of the same name elsewhere, and another of the same house and number
  await addPerson(keeper(t), three, { name: 'Budi Santoso', role: 'x' });
  await addPerson(keeper(t), one, { name: 'Siti Santoso', role: 'x', phone: '0812-3456-7890', ...agreed });
  expect(await twinsOf(id)).toEqual([phone, email, here]);
  await erasePerson(keeper(t), here);
  expect(await twinsOf(id)).toEqual([phone, email]);
  expect(await code(listTwins(keeper(t), here))).toBe('partners.person_not_found');
});

test('merging two people moves all that they are, sign and see to; what both were is said once', async () => {
  const [one, two] = [await aPartner(t), await aPartner(t)];
  const me = keeper(t);
  const keep = await addPerson(me, one, { name: 'Ratna', role: 'Guru', fromOn: '2020-01-01' });
  const drop = await addPerson(me, one, {
    name: 'Ratna',
    role: 'Guru',
    fromOn: '2020-01-01',
    email: 'r@x.example',
    ...agreed,
  });
  await addRole(me, drop, { partnerId: two, role: 'Ketua' });
  const agreement = { kind: 'mou', title: 'Kelas', fromOn: '2026-01-01', untilOn: '2027-01-01' } as const;
  const agreementId = await draftAgreement(me, two, { ...agreement, theirSignerId: drop });
  await addDuty(me, agreementId, { side: 'theirs', text: 'Daftar', personId: drop });
  const before = await getAgreement(me, agreementId);
  await merge(keep, drop);
  expect(await getPerson(me, keep)).toMatchObject({
    // nobody had asked the one that stays: the word of the other stands, whole
    ...{ email: 'r@x.example', consentOn: '2026-01-01', consentHow: 'lisan' },
    roles: [
      { role: 'Ketua', partnerId: two },
      { role: 'Guru', partnerId: one },
    ],
  });
  expect(await getAgreement(me, agreementId)).toMatchObject({
    ...{ theirSignerId: keep, theirSigner: 'Ratna', version: before.version + 1 },
    duties: [{ personId: keep, inCharge: 'Ratna' }],
  });
  expect(await code(getPerson(me, drop))).toBe('partners.person_not_found');
  expect((await viewPartner(me, one)).people).toHaveLength(1);
  const trace = await t.db.selectFrom('auditEvent').select(['before', 'after']).execute();
  expect(JSON.stringify(trace)).not.toContain('Ratna');
});

test('how somebody is reached is never a mixture to which nobody agreed: the one that stays rules where they agreed', async () => {
  const id = await aPartner(t);
  const keep = await addPerson(keeper(t), id, {
    name: 'Joko',
    role: 'a',
    phone: '0812-1111-2222',
    consentOn: '2026-03-01',
    consentHow: 'surat',
  });
  const drop = await addPerson(keeper(t), id, {
    name: 'Joko',
    role: 'b',
    phone: '0812-9999-8888',
    email: 'j@x.example',
    ...agreed,
  });
  await merge(keep, drop);
  expect(await getPerson(keeper(t), keep)).toMatchObject({
    phone: '0812-1111-2222',
    email: '',
    consentOn: '2026-03-01',
    consentHow: 'surat',
  });
});

test('how the other one was reached stays in nothing that was written, unless a partner is reached in that way', async () => {
  const me = keeper(t);
  const id = await aPartner(t, { email: 'kantor@kembar.example' });
  const keep = await addPerson(me, id, { name: 'Yuli', role: 'a', phone: '0812-1111-2323', ...agreed });
  const drop = await addPerson(me, id, {
    name: 'Yuli',
    role: 'b',
    phone: '0812-9999-4545',
    email: 'kantor@kembar.example',
    ...agreed,
  });
  const text = 'Yuli 0812-9999-4545, dulu 0812-1111-2323, kantor@kembar.example';
  await addNote(me, id, { kind: 'call', onDay: '2026-11-20', text });
  await merge(keep, drop);
  expect((await viewPartner(me, id)).notes).toMatchObject([
    { text: 'Yuli …, dulu 0812-1111-2323, kantor@kembar.example' },
  ]);
});

test('how a colleague is reached stays in what was written, and a link on its way to them goes on', async () => {
  const me = keeper(t);
  const { partnerId, linkId } = await aPage(t, 'Sanggar Kembar');
  const shared = { phone: '0812-9999-6767', email: 'sanggar@kembar.example' };
  const keep = await addPerson(me, partnerId, { name: 'Wati', role: 'a', phone: '0812-1111-6767', ...agreed });
  const drop = await addPerson(me, partnerId, { name: 'Wati', role: 'b', ...shared, ...agreed });
  const colleague = await addPerson(me, partnerId, { name: 'Endang', role: 'c', ...shared, ...agreed });
  const { version } = await getLink(me, linkId);
  await sendLink(me, linkId, { version, personId: colleague });
  const text = 'Endang 0812-9999-6767, sanggar@kembar.example';
  await addNote(me, partnerId, { kind: 'call', onDay: '2026-11-20', text });
  await merge(keep, drop);
  expect((await viewPartner(me, partnerId)).notes).toMatchObject([{ text }]);
  const mails = t.db
    .selectFrom('guestMessage')
    .select(['email', 'state'])
    .where('about', '=', `partner_link:${linkId}`);
  expect(await mails.execute()).toEqual([{ email: shared.email, state: 'pending' }]);
});

test('two who share no name are not made one', async () => {
  const id = await aPartner(t);
  const [one, two] = [
    await addPerson(keeper(t), id, { name: 'Tono', role: 'x' }),
    await addPerson(keeper(t), id, { name: 'Tini', role: 'y' }),
  ];
  expect(await code(merge(one, two))).toBe('platform.invalid_input');
  expect(await getPerson(keeper(t), two)).toMatchObject({ name: 'Tini' });
});

test('of two who merge the same two, each the other way round, one does; whoever writes meanwhile waits and is told', async () => {
  const id = await aPartner(t);
  const me = keeper(t);
  const [one, two] = [
    await addPerson(me, id, { name: 'A', role: 'x' }),
    await addPerson(me, id, { name: 'A', role: 'y' }),
  ];
  const both = await Promise.allSettled([merge(one, two), merge(two, one)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const [keep, drop] = [
    await addPerson(me, id, { name: 'B', role: 'x' }),
    await addPerson(me, id, { name: 'B', role: 'y' }),
  ];
  const held = await holdRow(t, 'partner_person', keep);
  const merging = merge(keep, drop);
  await held.waitedFor(1);
  const ending = code(addRole(me, drop, { partnerId: id, role: 'z' }));
  await held.waitedFor(2);
  await held.letGo();
  await merging;
  expect(await ending).toBe('partners.person_not_found');
  const [role] = (await getPerson(me, keep)).roles;
  await endRole(me, role?.id ?? 0, '2026-11-01');
});

test('a merging over what was changed meanwhile, with oneself, or of whoever is forgotten is refused', async () => {
  const id = await aPartner(t);
  const me = keeper(t);
  const [keepId, dropId] = [
    await addPerson(me, id, { name: 'C', role: 'x' }),
    await addPerson(me, id, { name: 'C', role: 'y' }),
  ];
  const versions = { keepVersion: 1, dropVersion: 1 };
  expect(await code(mergePeople(me, { keepId, dropId, keepVersion: 1, dropVersion: 7 }))).toBe(
    'platform.version_conflict',
  );
  expect(await code(mergePeople(me, { keepId, dropId: keepId, ...versions }))).toBe('partners.same_twice');
  await erasePerson(me, dropId);
  expect(await code(mergePeople(me, { keepId, dropId, ...versions }))).toBe('partners.person_not_found');
  const nobody: Ctx = t.ctx({ grants: [{ libraryId: null, permissions: ['members.read'] }] });
  expect(await code(mergePeople(nobody, { keepId, dropId, ...versions }))).toBe('platform.forbidden');
  expect(await code(listTwins(nobody, keepId))).toBe('platform.forbidden');
});
