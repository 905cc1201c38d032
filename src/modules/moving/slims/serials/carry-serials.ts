import { bringSubscriptions } from '#modules/collection/serials';
import {
  CarriedIds,
  insertCarried,
  itemTypesOf,
  saveHalving,
  selectCarriedRows,
  type CarriedRow,
} from '#modules/moving/engine';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { localDate } from '#shared/dates';
import type { SaidCode } from '#shared/moving/said';
import { BY } from '../brought-by.ts';
import type { Run } from '../run.ts';
import { bringMore, followIssues, toCarry } from './follow-issues.ts';
import { planSerial, type PlannedSerial, type ReadIssue, type ReadSerial } from './plan-serial.ts';
import { surveySerials, type SerialSurvey } from './survey-serials.ts';

/** So many serials in one transaction, each with all its issues. */
const AT_ONCE = 20;
/** What the copies of a serial are here. */
const KIND = 'Terbitan berkala';

type ReadySerial = PlannedSerial & { bibId: number; itemType: string };

const saveSerials =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly ReadySerial[]): Promise<void> => {
    const { library, tellCame } = run;
    const subscriptions = batch.map(({ bibId, itemType, subscription, issues }) => ({
      ...{ bibId, itemType, ...subscription, issues: issues.map(({ issue }) => issue) },
    }));
    const brought = await bringSubscriptions(trx, ctx, library, subscriptions, BY);
    const pairs = batch.flatMap((serial, i) => {
      const became = brought[i];
      return became ? [{ serial, became }] : [];
    });
    const serials = pairs.map(({ serial, became }) => ({ slimsId: serial.id, becameId: became.id }));
    await insertCarried(trx, run, 'serial', serials);
    const issues = pairs.flatMap(({ serial, became }) => toCarry(serial.issues, became.issues));
    await insertCarried(trx, run, 'kardex', issues);
    await tellCame(
      trx,
      batch.flatMap(({ said }) => said),
    );
  };

/** A serial that does not come takes its issues along. */
function refuse({ ledger }: Run, key: string, issues: readonly ReadIssue[], code: SaidCode, reason?: string): void {
  ledger.say({ table: 'serial', key, fate: 'refused', code, ...(reason !== undefined && { params: { reason } }) });
  for (const issue of issues) {
    ledger.say({ table: 'kardex', key: issue.key, fate: 'refused', code: 'issue_serial_gone' });
  }
}

function note({ ledger }: Run, { issues, said }: PlannedSerial): void {
  ledger.count('serial', 'carried');
  for (let i = 0; i < issues.length; i += 1) ledger.count('kardex', 'carried');
  for (const one of said) ledger.say(one);
}

/** One that came before: its issues are followed, and those that are new come. */
async function followSerial(run: Run, serial: ReadSerial, issues: readonly ReadIssue[], became: CarriedRow) {
  run.ledger.count('serial', 'known');
  const ids = issues.map(({ id }) => id);
  const known = await selectCarriedRows(run.ctx.db, run.source, 'kardex', ids);
  const came = issues.flatMap((row) => {
    const carried = known.get(row.id);
    return carried ? [{ row, carried }] : [];
  });
  for (let i = 0; i < came.length; i += 1) run.ledger.count('kardex', 'known');
  await followIssues(run, came);
  const fresh = issues.filter(({ id }) => !known.has(id));
  const { subscription } = planSerial(serial, issues, localDate(run.ctx.clock.now(), run.library.timeZone));
  await bringMore(run, became.becameId, fresh, { startsOn: subscription.startsOn, before: came.length });
}

async function carryGroup(run: Run, serials: readonly ReadSerial[], { issuesOf }: SerialSurvey, titles: CarriedIds) {
  const { ctx, dryRun, library, source } = run;
  const today = localDate(ctx.clock.now(), library.timeZone);
  const itemType = (await itemTypesOf(run, [KIND]))(KIND).itemType;
  const ids = serials.map(({ id }) => id);
  const known = await selectCarriedRows(ctx.db, source, 'serial', ids);
  await titles.fetch(serials.map(({ bib }) => bib));
  const ready: ReadySerial[] = [];
  for (const serial of serials) {
    const issues = issuesOf.get(serial.id) ?? [];
    const became = known.get(serial.id);
    const bibId = titles.get(serial.bib) ?? (dryRun && run.carriedTitles.has(serial.bib) ? 0 : null);
    if (became) await followSerial(run, serial, issues, became);
    else if (bibId === null) refuse(run, serial.key, issues, 'serial_title_gone');
    else ready.push({ ...planSerial(serial, issues, today), bibId, itemType });
  }
  if (dryRun) {
    for (const serial of ready) note(run, serial);
    return;
  }
  await saveHalving(
    ctx,
    ready,
    saveSerials(run),
    (_, batch) => {
      for (const serial of batch) note(run, serial);
    },
    ({ id, key }, reason) => refuse(run, key, issuesOf.get(id) ?? [], 'saving_refused', reason),
  );
}

/** Brings what the library subscribes to, with the issues that came and those that are to come. */
export async function carrySerials(run: Run): Promise<void> {
  if (!run.survey.rows.get('serial') && !run.survey.rows.get('kardex')) return;
  const survey = await surveySerials(run);
  const titles = new CarriedIds(run, 'biblio');
  for (let from = 0; from < survey.serials.length; from += AT_ONCE) {
    run.signal.throwIfAborted();
    await carryGroup(run, survey.serials.slice(from, from + AT_ONCE), survey, titles);
    await run.onProgress('serial', Math.min(from + AT_ONCE, survey.serials.length));
  }
}
