import { beforeAll, expect, test } from 'vitest';
import { aLibrary, aMember } from '#modules/people/members/testing';
import { makeProgram } from '#modules/community/programs/testing';
import type { Ctx } from '#platform/context';
import { testSecrets } from '../../../../../tests/support/bare-services.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { answerProposal, getProposal, listProposals, proposalForm, proposeProgram, viewProposal } from '../index.ts';
import { ideasPersonalData, proposalRetention } from '../personal-data.ts';

const t = useTestDb();
let libraryId = 0;
let desk: Ctx;
const code = async (work: Promise<unknown>): Promise<string> => (await refusal(work)).code;
const guest = (): Ctx => t.ctx({ kind: 'anonymous' });
let address = 0;
/** Proposes from an address of its own unless one is given. */
async function propose(ctx: Ctx, more: object = {}): Promise<string> {
  const { token } = await proposalForm(ctx, testSecrets);
  address += 1;
  return proposeProgram(ctx, testSecrets, {
    ...{ token, proof: '', ip: `192.0.2.${address}`, libraryId, title: 'Kelas batik', description: 'Belajar membatik' },
    ...{ audience: 'all', name: 'Karang Taruna Gedog', email: '' },
    ...more,
  });
}

beforeAll(async () => {
  libraryId = (await aLibrary(t.ctx())).id;
  desk = t.ctx({ grants: [{ libraryId, permissions: ['ideas.manage'] }] });
});

test('anybody proposes a programme and reads the answer by its link; who left an address is told by e-mail', async () => {
  const token = await propose(guest(), { email: 'gedog@example.org', coHost: true, coHostNote: 'Kami bawa canting' });
  expect(await viewProposal(guest(), token)).toMatchObject({ status: 'new', answer: '', coHost: true });
  const [proposal] = await listProposals(desk, ['new']);
  expect(proposal).toMatchObject({ title: 'Kelas batik', name: 'Karang Taruna Gedog' });
  const { id, version } = proposal ?? { id: 0, version: 0 };
  expect(await code(answerProposal(desk, id, { version, status: 'accepted', answer: ' ' }))).toBe(
    'platform.invalid_input',
  );
  await answerProposal(desk, id, { version, status: 'considering', answer: 'Kami cari tanggalnya.' });
  expect(await code(answerProposal(desk, id, { version, status: 'declined', answer: 'Lama.' }))).toBe(
    'platform.version_conflict',
  );
  const { id: programId } = await makeProgram(t.ctx(), libraryId, { program: { title: 'Kelas batik Gedog' } });
  const held = (await getProposal(desk, id)).version;
  await answerProposal(desk, id, { version: held, status: 'accepted', answer: 'Ayo, bulan depan.', programId });
  expect(await viewProposal(guest(), token)).toMatchObject({
    status: 'accepted',
    answer: 'Ayo, bulan depan.',
    programTitle: 'Kelas batik Gedog',
  });
  const mails = await t.db.selectFrom('guestMessage').select(['email', 'params', 'path']).orderBy('id').execute();
  expect(mails).toMatchObject([
    // the first answer had not gone out when it was replaced
    { email: null },
    {
      email: 'gedog@example.org',
      params: { news: 'accepted', reason: 'Ayo, bulan depan.' },
      path: `/kegiatan/usul/${token}`,
    },
  ]);
});

test('a member needs no name and is told by the ways they chose; what is kept of them is shown and goes', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Sari Wulandari' });
  const sari = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const token = await propose(sari, { title: 'Klub komik', name: '' });
  const { id, version } = await viewProposal(sari, token);
  await answerProposal(desk, id, { version, status: 'declined', answer: 'Ruangnya belum ada.' });
  const told = await t.db.selectFrom('notification').select('params').where('memberId', '=', member.id).execute();
  expect(told).toMatchObject([{ params: { title: 'Klub komik', news: 'declined', reason: 'Ruangnya belum ada.' } }]);
  expect(JSON.stringify(await ideasPersonalData.exportOf(t.db, member.id))).toContain('Klub komik');
  await t.db.transaction().execute(async (trx) => ideasPersonalData.erase(trx, t.ctx(), member.id));
  expect(await viewProposal(guest(), token)).toMatchObject({ title: 'Klub komik', name: '', memberId: null });
});

test('a form sent twice is one proposal; from one address without the riddle there are not more than thirty an hour', async () => {
  const { token } = await proposalForm(guest(), testSecrets);
  const before = (await listProposals(desk, ['new'])).length;
  await Promise.all([propose(guest(), { token, title: 'Dua kali' }), propose(guest(), { token, title: 'Dua kali' })]);
  expect(await listProposals(desk, ['new'])).toHaveLength(before + 1);
  const robot = { ip: '198.51.100.7' };
  for (let nth = 0; nth < 30; nth += 1) await propose(guest(), robot);
  expect(await code(propose(guest(), robot))).toBe('platform.too_many_requests');
  expect(await code(propose(guest(), { name: '' }))).toBe('platform.invalid_input');
  expect(await code(propose(guest(), { email: 'bukan surel' }))).toBe('platform.invalid_input');
});

test('staff answer what came to their own library; names and addresses go some time after the answer', async () => {
  const elsewhere = await aLibrary(t.ctx(), 'LAIN');
  const other = t.ctx({ grants: [{ libraryId: elsewhere.id, permissions: ['ideas.manage'] }] });
  const token = await propose(guest(), { title: 'Untuk dilupakan', email: 'a@example.org' });
  const { id, version } = await viewProposal(guest(), token);
  expect(await listProposals(other, ['new'])).toEqual([]);
  expect(await code(getProposal(other, id))).toBe('platform.forbidden');
  const later = new Date('2027-11-26T00:00:00Z');
  await answerProposal(desk, id, { version, status: 'declined', answer: 'Maaf.' });
  expect((await proposalRetention.due(t.ctx(), later)).count).toBeGreaterThanOrEqual(1);
  await proposalRetention.clear(t.ctx(), later, t.storage);
  expect(await viewProposal(guest(), token)).toMatchObject({ name: '', email: '', answer: 'Maaf.' });
  expect((await proposalRetention.due(t.ctx(), later)).count).toBe(0);
});

test('an accepted proposal becomes the draft of a programme in one step, by whoever may manage programmes there', async () => {
  const token = await propose(guest(), { title: 'Kelas macapat', audience: 'adults', coHost: true, name: 'Sanggar' });
  const found = (await listProposals(desk, ['new'])).find(({ title }) => title === 'Kelas macapat');
  const { id, version } = found ?? { id: 0, version: 0 };
  const yes = { version, status: 'accepted' as const, answer: 'Mari.', makeProgram: true };
  expect(await code(answerProposal(desk, id, yes))).toBe('platform.forbidden');
  const both = t.ctx({ grants: [{ libraryId, permissions: ['ideas.manage', 'programs.manage'] }] });
  expect(await code(answerProposal(both, id, { ...yes, status: 'declined' }))).toBe('platform.invalid_input');
  const answers = await Promise.allSettled([answerProposal(both, id, yes), answerProposal(both, id, yes)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const { programId } = await getProposal(desk, id);
  const made = await t.db.selectFrom('program').selectAll().where('title', '=', 'Kelas macapat').execute();
  expect(made).toMatchObject([
    { id: programId, state: 'draft', audience: 'adults', description: 'Belajar membatik', partners: ['Sanggar'] },
  ]);
  // whoever proposed reads its name; a draft has no page to lead to
  expect(await viewProposal(guest(), token)).toMatchObject({ programTitle: 'Kelas macapat', programSlug: null });
});

test('an answer that is corrected keeps the programme that came of the proposal, and makes no second one', async () => {
  const token = await propose(guest(), { title: 'Kelas keroncong' });
  const both = t.ctx({ grants: [{ libraryId, permissions: ['ideas.manage', 'programs.manage'] }] });
  const { id, version } = await viewProposal(guest(), token);
  const yes = { status: 'accepted' as const, makeProgram: true };
  const made = await answerProposal(both, id, { ...yes, version, answer: 'Mari.' });
  const held = async () => (await getProposal(both, id)).version;
  expect(await answerProposal(both, id, { ...yes, version: await held(), answer: 'Mari, hari Sabtu.' })).toBe(made);
  const drafts = t.db.selectFrom('program').select('id').where('title', '=', 'Kelas keroncong');
  expect(await drafts.execute()).toEqual([{ id: made }]);
});

test('who proposed is forgotten in the draft that was made of it too', async () => {
  const member = await aMember(t.ctx(), { fullName: 'Wening Prabandari' });
  const own = t.ctx({ kind: 'member', id: member.id, number: member.number, name: member.fullName, sessionId: 1 });
  const both = t.ctx({ grants: [{ libraryId, permissions: ['ideas.manage', 'programs.manage'] }] });
  const description = 'Saya, Wening Prabandari, mengajar gamelan: 0812-3456-7890.';
  const make = async (ctx: Ctx, more: object) => {
    const { id, version } = await viewProposal(guest(), await propose(ctx, { ...more, coHost: true }));
    return answerProposal(both, id, { version, status: 'accepted', answer: 'Mari.', makeProgram: true });
  };
  const ids = [
    await make(own, { title: 'Gamelan anggota', description, name: '' }),
    await make(guest(), { title: 'Gamelan tamu', description, name: 'Wening Prabandari' }),
  ];
  const drafts = async () =>
    JSON.stringify(
      await t.db
        .selectFrom('program')
        .select(['title', 'description', 'partners'])
        .where(
          'id',
          'in',
          ids.flatMap((id) => id ?? []),
        )
        .execute(),
    );
  expect((await drafts()).match(/Wening/g)).toHaveLength(4);
  await t.db.transaction().execute(async (trx) => ideasPersonalData.erase(trx, t.ctx(), member.id));
  await proposalRetention.clear(t.ctx(), new Date('2031-01-01T00:00:00Z'), t.storage);
  for (const word of ['Wening', 'Prabandari', '0812']) expect(await drafts()).not.toContain(word);
  expect(await drafts()).toContain('mengajar gamelan');
});
