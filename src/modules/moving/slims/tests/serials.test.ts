import { beforeAll, describe, expect, test } from 'vitest';
import { getSubscription, giveUpIssue, listSubscriptions, receiveIssue } from '#modules/collection/serials';
import { explainSaid } from '#modules/moving/runs';
import { useMovingHouse } from '../../../../../tests/support/moving-house.ts';
import { loanDump, type Row } from './loan-dump.ts';
import { fatesOf, type Moved } from './run-migration.ts';

const { t, settleIn, move } = useMovingHouse();

const serial = (id: number, biblio: number | null, more: Row = {}): Row => ({
  ...{ serial_id: id, date_start: '2026-01-01', date_end: '2026-12-31', period: '', notes: null, biblio_id: biblio },
  ...more,
});
const issue = (id: number, of: number | null, expected: string, received: string | null, more: Row = {}): Row => ({
  ...{ kardex_id: id, date_expected: expected, date_received: received, seq_number: '', notes: '', serial_id: of },
  ...more,
});
const SERIALS = [
  serial(1, 47),
  serial(2, 48, { date_start: '2019-01-01', date_end: null, period: '2019', notes: 'Rahasia' }),
  serial(3, 999),
  serial(4, 48, { date_start: '0000-00-00', date_end: '0000-00-00' }),
  serial(1, 48),
  serial(0, 48),
];
const ISSUES = [
  issue(2, 1, '2026-11-01', '2026-11-09', { seq_number: '2' }),
  issue(1, 1, '2026-10-01', '2026-10-05', { seq_number: 'Th. 3 No. 1' }),
  issue(3, 1, '2026-12-01', null, { seq_number: '12/2026', notes: 'Rahasia' }),
  issue(4, 1, '0000-00-00', '2026-12-24', { seq_number: `${'x'.repeat(200_000)}\u0000` }),
  issue(5, 2, '2019-01-01', '2019-01-07'),
  issue(6, 2, '2019-02-01', '0000-00-00'),
  issue(7, 3, '2026-01-01', '2026-01-01'),
  issue(8, 99, '2026-01-01', '2026-01-01'),
  issue(9, 4, '2026-11-02', '9999-12-31'),
  issue(9, 4, '2026-11-02', null),
];
const dump = loanDump({ serial: SERIALS, kardex: ISSUES });
const said = ({ said: all }: Moved): string[] =>
  all.flatMap((one) =>
    one.table === 'serial' || one.table === 'kardex' ? [`${one.key} ${one.fate}: ${explainSaid(one, 'en')}`] : [],
  );
const standing = async () => {
  const subscriptions = await listSubscriptions(t.ctx());
  const all = await Promise.all(subscriptions.map(async ({ id }) => getSubscription(t.ctx(), id)));
  return all.toSorted((a, b) => a.id - b.id);
};
const issues = async (nth: number) =>
  ((await standing())[nth]?.issues ?? []).map(({ volume, number, expectedOn, state, receivedOn }) =>
    [volume, number, expectedOn, state, receivedOn].join(' '),
  );

let moved: Moved;
beforeAll(async () => {
  t.clock.set('2026-11-25T10:00:00+07:00');
  await settleIn();
  const trial = await move(dump, { dryRun: true });
  expect(await listSubscriptions(t.ctx())).toEqual([]);
  moved = await move(dump);
  expect([said(trial), fatesOf(trial, 'kardex')]).toEqual([said(moved), fatesOf(moved, 'kardex')]);
});

describe('newspapers and magazines', () => {
  test('every row is accounted for, and nothing of its notes is told', () => {
    expect([fatesOf(moved, 'serial'), fatesOf(moved, 'kardex')]).toEqual([
      [6, 3, 0, 3, 0],
      [10, 7, 0, 3, 0],
    ]);
    expect(said(moved)).toEqual([
      'serial_id=1 refused: A row before this one has the same number',
      'serial_id=0 refused: The number of the row is empty or cannot be used',
      'kardex_id=9 refused: A row before this one has the same number',
      'kardex_id=8 refused: Its subscription is not in this dump, or did not come',
      'serial_id=3 refused: Its title is not in this dump, was refused, or has been deleted here',
      'kardex_id=7 refused: Its subscription is not in this dump, or did not come',
      'kardex_id=3 told: Its number ("12/2026") cannot be read; it is number 3 by its place',
      'kardex_id=3 told: The note of this issue was left behind: issues have none here',
      `kardex_id=4 told: Its number ("${'x'.repeat(25)}") cannot be read; it is number 4 by its place`,
      'kardex_id=4 told: Its day makes no sense; it has the day of its receipt, or the first of its subscription',
      'kardex_id=4 told: The day of its receipt makes no sense; it counts as not come yet',
      'serial_id=2 told: It says no end; it is taken to end with its last issue',
      'serial_id=2 told: The name of the period and the notes of this subscription were left behind',
      'serial_id=4 told: Its first day makes no sense; it is that of its first issue',
      'serial_id=4 told: It says no end; it is taken to end with its last issue',
      'kardex_id=9 told: The day of its receipt makes no sense; it counts as not come yet',
    ]);
    expect(JSON.stringify(moved.said)).not.toContain('Rahasia');
    expect(moved.said.every((one) => explainSaid(one, 'id') !== one.code)).toBe(true);
  });

  test('a subscription that runs has what came on its days, and waits for the rest', async () => {
    const [first] = await standing();
    expect(first).toMatchObject({
      ...{ title: 'Penampung 47', supplier: 'SLiMS', frequency: 'monthly', startsOn: '2026-01-01' },
      ...{ endsOn: '2026-12-31', endReason: null, received: 2, makesCopies: false },
    });
    expect(await issues(0)).toEqual([
      ' 4 2026-01-01 expected ',
      ' 3 2026-12-01 expected ',
      ' 2 2026-11-01 received 2026-11-09',
      '3 1 2026-10-01 received 2026-10-05',
    ]);
  });

  test('of one that is long over nobody waits for what never came', async () => {
    const [, old] = await standing();
    expect(old).toMatchObject({
      startsOn: '2019-01-01',
      endsOn: '2019-02-01',
      endReason: 'SLiMS',
      late: 0,
      missing: 1,
    });
    expect(await issues(1)).toEqual([' 2 2019-02-01 missing ', ' 1 2019-01-01 received 2019-01-07']);
  });

  test('no copy is made, and the trace says how many came', async () => {
    expect(await t.db.selectFrom('item').select('id').execute()).toEqual([]);
    const traces = await t.db
      .selectFrom('auditEvent')
      .select('after')
      .where('action', '=', 'subscription.brought_in')
      .execute();
    expect(traces).toEqual([{ after: { subscriptions: 3, issues: 7 } }]);
  });
});

describe('a week later', () => {
  test('nothing comes twice', async () => {
    const before = await standing();
    const again = await move(dump);
    expect([fatesOf(again, 'serial'), fatesOf(again, 'kardex')]).toEqual([
      [6, 0, 0, 3, 3],
      [10, 0, 0, 3, 7],
    ]);
    expect(await standing()).toEqual(before);
  });

  test('what came in SLiMS since is here; what people here have entered stays', async () => {
    const [first, , third] = await standing();
    const due = third?.issues[0];
    if (!first || !third || !due) throw new Error('the subscriptions came');
    await receiveIssue(t.ctx(), third.id, due.id);
    const later = ISSUES.map((row): Row => {
      if (row.kardex_id === 3) return { ...row, date_received: '2026-11-24' };
      if (row.kardex_id === 1) return { ...row, date_received: '2026-10-06' };
      return row.kardex_id === 9 ? { ...row, date_received: '2026-11-20' } : row;
    });
    const more = loanDump({
      serial: SERIALS,
      kardex: [...later, issue(20, 1, '2026-11-20', '2026-11-21', { seq_number: '4' })],
    });
    const trial = await move(more, { dryRun: true });
    const followed = await move(more);
    expect(said(trial)).toEqual(said(followed));
    expect(said(followed).filter((line) => /followed|changed/.test(line))).toEqual([
      'kardex_id=1 told: What SLiMS says of the receipt of this issue was followed',
      'kardex_id=3 told: What SLiMS says of the receipt of this issue was followed',
      'kardex_id=9 told: The receipt of this issue has changed in SLiMS and here; what stands here stays',
    ]);
    expect(fatesOf(followed, 'kardex')).toEqual([11, 1, 0, 3, 7]);
    expect(await issues(0)).toEqual([
      ' 4 2026-11-20 received 2026-11-21',
      ' 4 2026-01-01 expected ',
      ' 3 2026-12-01 received 2026-11-24',
      ' 2 2026-11-01 received 2026-11-09',
      '3 1 2026-10-01 received 2026-10-06',
    ]);
    expect(await issues(2)).toEqual([' 1 2026-11-02 received 2026-11-25']);
    // both sides say so now
    expect(said(await move(more)).filter((line) => /followed/.test(line))).toEqual([]);
  });

  test('an issue that was given up here stays so until it has come in SLiMS', async () => {
    const rows = (received: string | null) =>
      loanDump({ serial: [serial(50, 47)], kardex: [issue(51, 50, '2026-11-10', received)] });
    await move(rows(null));
    const given = (await standing()).at(-1);
    if (!given?.issues[0]) throw new Error('the subscription came');
    await giveUpIssue(t.ctx(), given.id, given.issues[0].id);
    await move(rows(null));
    expect((await standing()).at(-1)?.missing).toBe(1);
    await move(rows('2026-11-23'));
    expect((await standing()).at(-1)).toMatchObject({ missing: 0, received: 1 });
  });

  test('a run that was ended in the middle goes on as if it had been one', async () => {
    const many = Array.from({ length: 45 }, (_, i) => serial(100 + i, 47));
    const whole = loanDump({
      serial: many,
      kardex: many.flatMap((_, i) => [1, 2].map((nth) => issue(200 + 2 * i + nth, 100 + i, `2026-0${nth}-01`, null))),
    });
    const before = (await standing()).length;
    await expect(move(whole, {}, ['serial', 20])).rejects.toThrow();
    expect((await standing()).length).toBe(before + 20);
    const rest = await move(whole);
    expect([fatesOf(rest, 'serial'), fatesOf(rest, 'kardex')]).toEqual([
      [45, 25, 0, 0, 20],
      [90, 50, 0, 0, 40],
    ]);
    expect((await standing()).length).toBe(before + 45);
  });
});
