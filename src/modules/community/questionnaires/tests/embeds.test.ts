import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { makeLibrary } from '#modules/lending/circulation/testing';
import { aLibrary } from '#modules/people/members/testing';
import type { EmbedKind } from '#platform/embeds';
import { TEST_NOW, useTestDb } from '../../../../../tests/support/test-db.ts';
import { embeds } from '../embeds.ts';
import { closePlacement, createQuestionnaire, getPlacement, placeQuestionnaire } from '../index.ts';
import { shortEvaluation, type PlacementInput } from '../testing.ts';

const t = useTestDb();
const [kind] = embeds;
const questionnaire = (): EmbedKind => {
  if (!kind) throw new Error('no kind');
  return kind;
};
const guest = () => t.ctx({ kind: 'anonymous' });
async function placed(name: string, more: Partial<PlacementInput> = {}) {
  const { id: libraryId } = await aLibrary(t.ctx());
  const questionnaireId = await createQuestionnaire(t.ctx(), libraryId, { name, content: shortEvaluation });
  const id = await placeQuestionnaire(t.ctx(), {
    ...{
      questionnaireId,
      libraryId,
      service: 'Layanan anak',
      role: 'survey',
      audience: 'anyone',
      privacy: 'anonymous',
    },
    opensAt: new Date('2026-11-20T00:00:00+07:00'),
    ...more,
  });
  return { libraryId, ...(await getPlacement(t.ctx(), id)) };
}
const shownTo = async (id: number, ctx = guest()) => (await questionnaire().show(ctx, [String(id)])).get(String(id));

test('a questionnaire that anyone may answer stands in a writing until which day, and says so when it is closed', async () => {
  const { id, code } = await placed('Suara pembaca', { closesAt: new Date('2026-12-05T16:00:00+07:00') });
  expect(await shownTo(id)).toMatchObject({
    ...{ title: 'Evaluasi singkat', href: `/isi/${code}` },
    state: { kind: 'on', words: 'Bisa diisi sampai 5 Desember 2026' },
  });
  t.clock.set('2026-11-01T10:00:00+07:00');
  // not yet for anybody
  expect(await shownTo(id)).toBeUndefined();
  t.clock.set(TEST_NOW);
  await closePlacement(t.ctx(), id);
  expect((await shownTo(id))?.state).toMatchObject({ kind: 'off' });
});

test('one for members alone is shown and offered to nobody in a writing', async () => {
  const { id } = await placed('Hanya anggota', { audience: 'members' });
  expect(await shownTo(id)).toBeUndefined();
  expect(await shownTo(id, t.ctx())).toBeUndefined();
  expect(await questionnaire().choices(t.ctx(), 'Hanya')).toEqual([]);
  expect([...(await questionnaire().show(guest(), ['\u0000', '9'.repeat(400), '-1', '987654321']))]).toEqual([]);
});

test('it is offered to whoever manages questionnaires or reads their results, of their libraries', async () => {
  const { id, libraryId } = await placed('Jam buka malam');
  const of = async (permissions: string[], at: number | null) =>
    (await questionnaire().choices(t.ctx({ grants: [{ libraryId: at, permissions }] }), 'jam BUKA')).map(
      ({ ref }) => ref,
    );
  expect(await of(['questionnaires.manage'], libraryId)).toEqual([String(id)]);
  expect(await of(['responses.read'], null)).toEqual([String(id)]);
  expect(await of(['responses.read'], (await makeLibrary(t.ctx(), 'LAIN', 'Perpustakaan lain')).id)).toEqual([]);
  expect(await of(['news.edit'], null)).toEqual([]);
});

test('one that anyone may answer is found behind hundreds that others were asked, and many cards cost as many questions as one', async () => {
  const { id, versionId, libraryId } = await placed('Ruang tunggu');
  // newer ones, for members
  await sql`insert into questionnaire_placement (code, version_id, library_id, service, role, label, audience, privacy, opens_at, created_at, created_by)
    select lpad(n::text, 8, '0'), ${versionId}, ${libraryId}, 'Layanan anak', 'survey', '', 'members', 'anonymous', '2026-11-20', now(), 'uji'
    from generate_series(1, 250) n`.execute(t.db);
  expect((await questionnaire().choices(t.ctx(), 'ruang tunggu')).map(({ ref }) => ref)).toEqual([String(id)]);
  const other = await placed('Rak baru');
  const questions = async (...ids: number[]): Promise<number> => {
    const asked = { count: 0 };
    const db = t.db.withPlugin({
      transformQuery: ({ node }) => {
        asked.count += 1;
        return node;
      },
      transformResult: async ({ result }) => Promise.resolve(result),
    });
    expect((await questionnaire().show({ ...guest(), db }, ids.map(String))).size).toBe(ids.length);
    return asked.count;
  };
  expect(await questions(id, other.id)).toBe(await questions(id));
});
