import { bringAccounts, keepOldHash } from '#modules/ground/identity';
import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import { insertCarried, selectCarried, readRowsOf, saveHalving } from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import type { Said } from '#shared/moving/said';
import { idOf } from '#shared/moving/old-row';
import type { Run } from '../run.ts';
import { planUser, type PlannedUser, type Rights } from './plan-user.ts';

const TABLE = 'user';

type Coming = PlannedUser & { passwordHash: string | null };

/** What each group may change. */
async function readRights(run: Run): Promise<Rights> {
  const rights = new Map<number, { writes: Set<number> }>();
  for await (const rows of readRowsOf(run.path, 'group_access')) {
    run.signal.throwIfAborted();
    for (const row of rows) {
      const group = idOf(row('group_id'));
      const of = rights.get(group) ?? { writes: new Set<number>() };
      if (row('w')?.trim() === '1') of.writes.add(idOf(row('module_id')));
      rights.set(group, of);
    }
  }
  return rights;
}

/** @returns what is said of each */
const saveUsers =
  (run: Run) =>
  async (trx: Tx, ctx: Ctx, batch: readonly Coming[]): Promise<Said[][]> => {
    const { library, tellCame } = run;
    const accounts = batch.map(({ username, fullName, email, passwordHash }) => ({
      ...{ username, fullName, email, passwordHash, homeLibraryId: library.id },
    }));
    const brought = await bringAccounts(trx, ctx, accounts);
    const came = batch.flatMap(({ id }, i) => (brought[i] ? [{ slimsId: id, becameId: brought[i].id }] : []));
    await insertCarried(trx, run, TABLE, came);
    const words = batch.map(({ key, username, said }, i): Said[] => {
      const name = brought[i]?.username ?? username;
      const isOther = name !== username;
      return isOther ? [...said, { table: TABLE, key, fate: 'told', code: 'user_name_taken', params: { name } }] : said;
    });
    await tellCame(trx, words.flat());
    return words;
  };

/** Brings the accounts of staff: closed, and without a role, until somebody who may gives each its role. */
export async function carryUsers(run: Run): Promise<void> {
  const { ctx, source, ledger } = run;
  if (!run.survey.rows.get(TABLE)) return;
  const rights = await readRights(run);
  const seen = new IdSet();
  const note = (words: readonly (readonly Said[])[]): void => {
    for (const said of words) {
      ledger.count(TABLE, 'carried');
      for (const one of said) ledger.say(one);
    }
  };
  let done = 0;
  for await (const rows of readRowsOf(run.path, TABLE)) {
    run.signal.throwIfAborted();
    const known = await selectCarried(
      ctx.db,
      source,
      TABLE,
      rows.map((row) => idOf(row('user_id'))),
    );
    const planned = rows.flatMap((row): PlannedUser[] => {
      const one = planUser(row, rights);
      if ('fate' in one) {
        ledger.say(one);
        return [];
      }
      if (!seen.add(one.id)) {
        ledger.say({ table: TABLE, key: one.key, fate: 'refused', code: 'row_repeated' });
        return [];
      }
      if (!known.has(one.id)) return [one];
      ledger.count(TABLE, 'known');
      return [];
    });
    if (run.dryRun) note(planned.map(({ said }) => said));
    else {
      const coming: Coming[] = [];
      for (const one of planned) {
        coming.push({ ...one, passwordHash: one.oldHash === null ? null : await keepOldHash(one.oldHash) });
      }
      await saveHalving(ctx, coming, saveUsers(run), note, ({ key }, reason) =>
        ledger.say({ table: TABLE, key, fate: 'refused', code: 'saving_refused', params: { reason } }),
      );
    }
    await run.onProgress(TABLE, (done += rows.length));
  }
}
