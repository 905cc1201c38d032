import { expect, test } from 'vitest';
import { testSecrets } from '#modules/people/notifications/testing';
import { aLibrary } from '#modules/people/members/testing';
import { holdRow } from '../../../../../tests/support/held-row.ts';
import { aPartner, keeper } from '../../../../../tests/support/partner-house.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addPerson,
  addRole,
  archivePartner,
  changePartner,
  draftAgreement,
  endAgreement,
  erasePartner,
  erasePerson,
  getAgreement,
  getPartner,
  getPerson,
  listPartners,
  mergePartners,
  offerForm,
  offerHelp,
  openAgreementFile,
  removeAgreementFile,
  signAgreement,
  viewPartner,
} from '../index.ts';
import { AGREEMENT_AREA } from '../agreements/move-agreement.ts';
import { selectAgreementFiles } from '../data/agreements.queries.ts';
import { contactRetention } from '../personal-data.ts';

const t = useTestDb();
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const pdf = () => new File(['%PDF-1.7\n1 0 obj<<>>endobj\n%%EOF'], 'scan.pdf');
const agreed = { consentOn: '2026-01-01', consentHow: 'lisan' };

test('who is forgotten stands in the words of no agreement; who of ours signed stays, though they share a name', async () => {
  const me = keeper(t);
  const id = await aPartner(t);
  const personId = await addPerson(me, id, { name: 'Larasati Wulandari', role: 'Ketua' });
  const agreementId = await draftAgreement(me, id, {
    ...{
      kind: 'mou',
      title: 'Kelas bersama Larasati',
      titleEn: 'Classes with Larasati',
      fromOn: '2026-01-01',
      untilOn: '2027-01-01',
    },
    ...{ scope: 'Larasati Wulandari mengajar.', scopeEn: 'Ms Wulandari teaches.', ourSigner: 'Wulandari Hapsari' },
  });
  await signAgreement(me, t.storage, agreementId, { version: 1, signedOn: '2026-01-01', file: pdf() });
  await endAgreement(me, agreementId, { version: 2, reason: 'Larasati pindah' });
  await erasePerson(me, personId);
  const after = await getAgreement(me, agreementId);
  expect(JSON.stringify({ ...after, ourSigner: '' })).not.toMatch(/larasati|wulandari/i);
  expect(after).toMatchObject({
    ourSigner: 'Wulandari Hapsari',
    standing: 'ended',
    hasFile: true,
    signedOn: '2026-01-01',
  });
});

test('an agreement whose title was only a name still has one', async () => {
  const id = await aPartner(t);
  const personId = await addPerson(keeper(t), id, { name: 'Sekarwangi', role: 'x' });
  const agreementId = await draftAgreement(keeper(t), id, {
    kind: 'mou',
    title: 'Sekarwangi',
    fromOn: '2026-01-01',
    untilOn: '2027-01-01',
  });
  await erasePerson(keeper(t), personId);
  expect(await getAgreement(keeper(t), agreementId)).toMatchObject({ title: '…' });
});

test('what was signed can be taken away for good; that it was signed stays', async () => {
  const me = keeper(t);
  const agreement = { kind: 'pks', title: 'x', fromOn: '2026-01-01', untilOn: '2027-01-01' } as const;
  const id = await draftAgreement(me, await aPartner(t), agreement);
  expect(await code(removeAgreementFile(me, t.storage, id, 1))).toBe('partners.agreement_forbids');
  await signAgreement(me, t.storage, id, { version: 1, signedOn: '2026-01-01', file: pdf() });
  const files = await selectAgreementFiles(t.db);
  expect(await code(removeAgreementFile(me, t.storage, id, 1))).toBe('platform.version_conflict');
  await removeAgreementFile(me, t.storage, id, 2);
  expect(await getAgreement(me, id)).toMatchObject({ hasFile: false, signedOn: '2026-01-01', state: 'signed' });
  expect(await code(openAgreementFile(me, t.storage, id))).toBe('partners.file_not_found');
  expect(await code(removeAgreementFile(me, t.storage, id, 3))).toBe('partners.file_not_found');
  const gone = [...files].filter((key) => key.startsWith(AGREEMENT_AREA));
  const left = await selectAgreementFiles(t.db);
  const [key = ''] = gone.filter((one) => !left.has(one));
  await expect(t.storage.size(key)).rejects.toThrow('ENOENT');
});

test('a number that stood as the partner’s own goes with the one whose it was; that of the house stays', async () => {
  const own = await aPartner(t, { phone: '0813-1234-5678', email: 'Ketua@Rumah.example' });
  const house = await aPartner(t, { phone: '0342-801234', email: 'kantor@rumah.example' });
  for (const id of [own, house]) {
    const personId = await addPerson(keeper(t), id, {
      name: `Ketua ${id}`,
      role: 'Ketua',
      phone: '+62 813 1234 5678',
      email: 'ketua@rumah.example',
      ...agreed,
    });
    await erasePerson(keeper(t), personId);
  }
  expect(await getPartner(keeper(t), own)).toMatchObject({ phone: '', email: '' });
  expect(await getPartner(keeper(t), house)).toMatchObject({ phone: '0342-801234', email: 'kantor@rumah.example' });
  const keys = await t.db.selectFrom('partner').select(['phoneKey', 'emailKey']).where('id', '=', own).execute();
  expect(keys).toEqual([{ phoneKey: '', emailKey: '' }]);
});

test('who stands in the register for themselves is forgotten there, too, when they are forgotten as a person; another is not', async () => {
  const me = keeper(t);
  const id = await aPartner(t, {
    kind: 'person',
    name: 'Mbah Karto',
    phone: '0813-2222-1111',
    address: 'Jl. Mawar 3',
    namedOn: '2026-11-01',
  });
  const personId = await addPerson(me, id, { name: 'Mbah Karto', role: 'Pendongeng' });
  const niece = await addPerson(me, id, { name: 'Keponakan', role: 'Pendamping' });
  await erasePerson(me, niece);
  expect(await getPartner(me, id)).toMatchObject({ name: 'Mbah Karto' });
  await erasePerson(me, personId);
  expect(JSON.stringify(await viewPartner(me, id))).not.toMatch(/karto|2222|mawar/i);
  expect(await getPartner(me, id)).toMatchObject({ state: 'archived', namedOn: null });
  const { version } = await getPartner(me, id);
  expect(await code(erasePartner(me, id, version))).toBe('partners.state_forbids');
});

test('who stands for themselves under another spelling is known by their number, and goes with what was merged into them', async () => {
  const me = keeper(t);
  const reach = { phone: '0813-7777-1212', namedOn: '2026-11-01' } as const;
  const id = await aPartner(t, { kind: 'person', name: 'Bpk. Kartono Wijoyo', ...reach });
  const twice = await aPartner(t, { kind: 'person', name: 'Pakde Kartono' });
  await mergePartners(me, { keepId: id, dropId: twice, keepVersion: 1, dropVersion: 1 });
  const personId = await addPerson(me, id, {
    name: 'K. Wijoyo',
    role: 'Pendongeng',
    phone: '+62 813 7777 1212',
    ...agreed,
  });
  await erasePerson(me, personId);
  expect(await getPartner(me, id)).toMatchObject({ state: 'archived', name: '', namedOn: null });
  const rows = await t.db.selectFrom('partner').selectAll().where('id', 'in', [id, twice]).execute();
  expect(JSON.stringify(rows)).not.toMatch(/karto|wijoyo|7777/i);
});

test('who is reached by the number of somebody who is forgotten, and bears another name, is not forgotten with them', async () => {
  const me = keeper(t);
  const phone = '0812-3333-4444';
  const id = await aPartner(t, { kind: 'person', name: 'Ki Sutrisno', phone, address: 'Jl. Kenanga 5' });
  const add = async (name: string, role: string) =>
    addPerson(me, id, { name, role, phone: '+62 812 3333 4444', ...agreed });
  await erasePerson(me, await add('Rini Astuti', 'Manajer'));
  expect(await getPartner(me, id)).toMatchObject({
    ...{ name: 'Ki Sutrisno', address: 'Jl. Kenanga 5', state: 'active' },
    // the number was hers
    phone: '',
  });
  // nor is a manager when the one is forgotten whom they see to
  const other = await aPartner(t, { kind: 'person', name: 'Ki Sutarjo', phone });
  const manager = await addPerson(me, other, { name: 'Rini Astuti', role: 'Manajer', phone, ...agreed });
  await erasePartner(me, other, (await getPartner(me, other)).version);
  expect(await getPerson(me, manager)).toMatchObject({ name: 'Rini Astuti' });
});

test('a title before a name makes nobody another', async () => {
  const id = await aPartner(t, { kind: 'person', name: 'Hj. Sulastri Handayani' });
  const personId = await addPerson(keeper(t), id, { name: 'Sulastri Handayani', role: 'Penjahit' });
  await erasePerson(keeper(t), personId);
  expect(await getPartner(keeper(t), id)).toMatchObject({ state: 'archived', name: '' });
});

test('who is forgotten as a partner is held with all where they are somebody, in one order', async () => {
  const me = keeper(t);
  const elsewhere = await aPartner(t);
  const id = await aPartner(t, { kind: 'person', name: 'Mbah Ponimin' });
  const personId = await addPerson(me, id, { name: 'Mbah Ponimin', role: 'Dalang' });
  await addRole(me, personId, { partnerId: elsewhere, role: 'Pelatih' });
  const held = await holdRow(t, 'partner', elsewhere);
  const erasing = code(erasePartner(me, id, 1));
  await held.waitedFor(1);
  // the one of the lower number is waited for first: the other is free meanwhile
  await changePartner(me, id, { ...(await getPartner(me, id)), version: 1 });
  await held.letGo();
  expect(await erasing).toBe('platform.version_conflict');
  await erasePartner(me, id, 2);
  expect(await getPartner(me, id)).toMatchObject({ name: '' });
});

test('how a partner who is a person is reached goes some time after they were put away; of an organisation it stays', async () => {
  const me = keeper(t);
  const reach = { phone: '0813-4444-1111', email: 'x@y.example', address: 'Jl. Melati' };
  const [person, house, active] = [
    await aPartner(t, { kind: 'person', name: 'Mbah Wiro', ...reach }),
    await aPartner(t, { name: 'Rumah Baca', ...reach }),
    await aPartner(t, { kind: 'person', name: 'Mbah Sastro', ...reach }),
  ];
  for (const id of [person, house]) await archivePartner(me, id, 1);
  expect((await contactRetention.due(t.ctx(), new Date('2026-11-25T00:00:00Z'))).count).toBe(0);
  expect((await contactRetention.due(t.ctx(), new Date('2028-12-01T00:00:00Z'))).count).toBe(1);
  expect(await contactRetention.clear(t.ctx(), new Date('2028-12-01T00:00:00Z'), t.storage)).toEqual({
    gone: 1,
    waiting: 0,
  });
  expect(await getPartner(me, person)).toMatchObject({ name: 'Mbah Wiro', phone: '', email: '', address: '' });
  for (const id of [house, active]) expect(await getPartner(me, id)).toMatchObject(reach);
});

test('of a stranger who offered help and was turned away nothing stays by which they are reached or found', async () => {
  await aLibrary(t.ctx());
  const guest = t.ctx({ kind: 'anonymous' });
  const { token } = await offerForm(guest, testSecrets);
  await offerHelp(guest, testSecrets, {
    ...{
      token,
      proof: '',
      ip: '192.0.2.44',
      kind: 'company',
      name: 'Warung Sebentar',
      contactName: 'Rama',
      phone: '0813-9090-1212',
    },
    ...{ email: 'rama@sebentar.example', offer: 'Sudut baca', agrees: true },
  });
  const [line] = (await listPartners(keeper(t), { state: 'prospect', asked: 'Sebentar', limit: 5 })).data;
  const id = line?.id ?? 0;
  await archivePartner(keeper(t), id, 1);
  await contactRetention.clear(t.ctx(), new Date('2037-01-01T00:00:00Z'), t.storage);
  const rows = await Promise.all([
    t.db.selectFrom('partner').selectAll().where('id', '=', id).execute(),
    t.db.selectFrom('partnerPerson').selectAll().where('name', '=', 'Rama').execute(),
  ]);
  expect(JSON.stringify(rows)).not.toMatch(/9090-?1212|sebentar\.example/);
});
