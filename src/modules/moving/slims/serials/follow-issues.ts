import { bringIssues, bringReceipt, foreseeReceipts } from '#modules/collection/serials';
import {
  inOneOrRefused,
  insertCarried,
  noteFollowed,
  stillAsLeft,
  updateCarried,
  type CarriedRow,
} from '#modules/moving/engine';
import { addDays, daysBetween, type LocalDate } from '#shared/dates';
import type { Said } from '#shared/moving/said';
import type { Run } from '../run.ts';
import { planIssues, type PlannedIssue, type ReadIssue } from './plan-serial.ts';

const TABLE = 'kardex';
const EPOCH = '1970-01-01';
/** How an issue was left: the number of the day on which it came; 0 = it had not. */
export const stateOf = (receivedOn: LocalDate | null): number => (receivedOn ? daysBetween(EPOCH, receivedOn) : 0);
const dayOfState = (state: number | null): LocalDate | null => (state ? addDays(EPOCH, state) : null);

export const toCarry = (issues: readonly PlannedIssue[], ids: readonly number[]) =>
  issues.flatMap(({ id, says, issue }, i) => {
    const becameId = ids[i];
    return becameId === undefined ? [] : [{ slimsId: id, becameId, said: says, state: stateOf(issue.receivedOn) }];
  });

/** Brings issues that SLiMS has added to a serial since that came. */
export async function bringMore(
  run: Run,
  subscriptionId: number,
  rows: readonly ReadIssue[],
  { startsOn, before }: { startsOn: LocalDate; before: number },
): Promise<void> {
  if (rows.length === 0) return;
  const { ctx, dryRun, ledger } = run;
  const { issues, said } = planIssues(rows, startsOn, before);
  const brought =
    dryRun ||
    (await inOneOrRefused(
      ctx,
      async (trx, act) => {
        const more = issues.map(({ issue }) => issue);
        const ids = await bringIssues(trx, act, subscriptionId, more);
        await insertCarried(trx, run, TABLE, toCarry(issues, ids));
        await run.tellCame(trx, said);
        return true;
      },
      () => false,
    ));
  for (const { key } of rows) {
    if (brought) ledger.count(TABLE, 'carried');
    else ledger.say({ table: TABLE, key, fate: 'refused', code: 'issue_serial_gone' });
  }
  if (brought) for (const one of said) ledger.say(one);
}

/**
 * Follows what became in SLiMS of issues that an earlier run brought: one that came there since has come here, unless people here say otherwise.
 * @param rows with what they have become
 */
export async function followIssues(run: Run, rows: readonly { row: ReadIssue; carried: CarriedRow }[]): Promise<void> {
  const changed = rows.filter(({ row, carried }) => row.says !== carried.said);
  const receipts = changed.map(({ row, carried }) => ({
    ...{ issueId: carried.becameId, was: dayOfState(carried.state), now: row.receivedOn },
  }));
  const foreseen = await foreseeReceipts(run.ctx.db, receipts);
  for (const [i, { row }] of changed.entries()) {
    const receipt = receipts[i];
    if (!receipt || foreseen[i] === 'gone') continue;
    run.signal.throwIfAborted();
    const about = { table: TABLE, key: row.key, fate: 'told' } as const;
    const updated: Said = { ...about, code: 'updated_issue' };
    const became = run.dryRun
      ? foreseen[i]
      : await inOneOrRefused(
          run.ctx,
          async (trx, act) => {
            const asLeft = await stillAsLeft(trx, run, TABLE, [row.id]);
            const done = await bringReceipt(trx, act, receipt);
            if (done === 'touched' || done === 'gone') return done;
            const now = { slimsId: row.id, said: row.says, state: stateOf(row.receivedOn) };
            await updateCarried(trx, run.source, TABLE, now);
            await noteFollowed(trx, run, TABLE, [row.id], asLeft);
            if (done === 'followed') await run.tellCame(trx, [updated]);
            return done;
          },
          () => 'touched' as const,
        );
    if (became === 'followed') run.ledger.say(updated);
    if (became === 'touched') run.ledger.say({ ...about, code: 'conflict_issue' });
  }
}
