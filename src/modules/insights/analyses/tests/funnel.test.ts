import { beforeAll, describe, expect, test } from 'vitest';
import { makeAttendance, makeParticipant, makeProgram } from '#modules/community/programs/testing';
import { closePlacement, createQuestionnaire, placeQuestionnaire } from '#modules/community/questionnaires';
import {
  aWorkshop,
  saveResponses,
  shortEvaluation,
  type TestWorkshop,
} from '#modules/community/questionnaires/testing';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { viewAnalysis } from '../index.ts';

const t = useTestDb();
const autumn = { key: 'corong-kegiatan', from: '2026-11-01', to: '2026-12-31' };
const FEW = 'kurang dari 5';
const rows = async (ctx = t.ctx()) =>
  (await viewAnalysis(ctx, autumn)).tables[0]?.rows.map(({ cells: [_title, ...cells] }) => cells);

test('before a programme has ended there is nothing to tell', async () => {
  expect((await viewAnalysis(t.ctx(), autumn)).finding).toBeNull();
});

describe('a workshop of eight and a class of three', () => {
  let workshop: TestWorkshop;
  let placement = 0;
  beforeAll(async () => {
    workshop = await aWorkshop(t, 8);
    const small = await makeProgram(t.ctx(), workshop.libraryId);
    for (let nth = 0; nth < 3; nth += 1) {
      const { id } = await makeParticipant(t.ctx(), small.id);
      await makeAttendance(t.ctx(), small.sessionIds[0] ?? 0, id);
    }
    const questionnaireId = await createQuestionnaire(t.ctx(), workshop.libraryId, {
      name: 'Evaluasi',
      content: shortEvaluation,
    });
    const { libraryId, programId } = workshop;
    placement = await placeQuestionnaire(t.ctx(), {
      ...{ questionnaireId, libraryId, programId, role: 'evaluation', audience: 'participants', privacy: 'anonymous' },
      opensAt: new Date('2026-11-20T00:00:00+07:00'),
    });
    const six = workshop.participants.slice(0, 6);
    const sessions = await t.db
      .selectFrom('programSession')
      .select('id')
      .where('programId', '=', programId)
      .orderBy('id')
      .execute();
    for (const { enrolmentId } of six) await makeAttendance(t.ctx(), workshop.sessionId, enrolmentId);
    // who came twice is one person
    await makeAttendance(t.ctx(), sessions[1]?.id ?? 0, six[0]?.enrolmentId ?? 0);
    await t.db.transaction().execute(async (trx) =>
      saveResponses(
        trx,
        t.ctx(),
        placement,
        six.slice(0, 5).map(({ enrolmentId }) => ({ answers: { materi: '3' }, enrolmentId })),
      ),
    );
  });

  test('while it runs it is not told of', async () => {
    expect((await viewAnalysis(t.ctx(), autumn)).finding).toBeNull();
  });

  test('answers without a name are told of when none can come any more, small groups never', async () => {
    t.clock.set('2026-12-05T09:00:00+07:00');
    // latest first; both ended on the same day
    expect(await rows()).toEqual([
      ['2026-11-27', FEW, FEW, FEW, FEW],
      ['2026-11-27', 8, 6, null, null],
    ]);
    await closePlacement(t.ctx(), placement);
    t.clock.set('2026-12-06T09:00:00+07:00');
    expect((await rows())?.[1]).toEqual(['2026-11-27', 8, 6, 5, null]);
  });

  test('certificates of participants that stand; fewer than five are no number', async () => {
    const issue = async (from: number, to: number): Promise<void> => {
      for (const { enrolmentId } of workshop.participants.slice(from, to))
        await t.db
          .insertInto('certificate')
          .values({
            ...{ programId: workshop.programId, libraryId: workshop.libraryId, enrolmentId },
            ...{ number: `S-${enrolmentId}`, code: `AAAA-AAA${'ABCDEFGH'.charAt(enrolmentId % 8)}` },
            ...{ content: '{}', basis: '{}', issuedAt: t.clock.now(), issuedBy: 'Kepala' },
          })
          .execute();
    };
    await issue(0, 4);
    expect((await rows())?.[1]?.at(-1)).toBe(FEW);
    await issue(4, 6);
    const { tables, finding } = await viewAnalysis(t.ctx(), autumn);
    expect(tables[0]?.rows[1]?.cells.at(-1)).toBe(6);
    // sums tell of what is shown alone
    expect(tables[0]?.total).toEqual(['Jumlah', null, 8, 6, 5, 6]);
    expect(finding).toBe('Kegiatan: 1. Dari 8 pendaftar, 6 datang (75%).');
    expect(tables[0]?.rows[1]?.href).toBe(`/staf/kegiatan/${workshop.programId}`);
  });

  test('of another library nothing is told, and whoever reads reports alone is led to no programme', async () => {
    const other = t.ctx({ grants: [{ libraryId: workshop.libraryId + 1000, permissions: ['reports.read'] }] });
    expect((await viewAnalysis(other, autumn)).finding).toBeNull();
    const reader = t.ctx({ grants: [{ libraryId: workshop.libraryId, permissions: ['reports.read'] }] });
    expect((await viewAnalysis(reader, autumn)).tables[0]?.rows.map(({ href }) => href)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
