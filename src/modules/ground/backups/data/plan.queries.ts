import { sql } from 'kysely';
import type { Db, Tx } from '#platform/database/db';

export type PlanState = 'on' | 'off' | 'restored';

/** How the house backs itself up, as it is kept: the passphrase is sealed. */
export interface StoredPlan {
  state: PlanState;
  folder: string;
  folderMark: string;
  atHour: number;
  recipient: string | null;
  passphrase: string | null;
  /** Whether a journal is kept, from which the database can be brought to any minute. */
  journal: boolean;
  since: Date;
  version: number;
}

const COLUMNS = [
  'state',
  'folder',
  'folderMark',
  'atHour',
  'recipient',
  'passphrase',
  'journal',
  'since',
  'version',
] as const;

export const selectPlan = async (db: Db | Tx): Promise<StoredPlan | undefined> =>
  db.selectFrom('backupPlan').select(COLUMNS).$narrowType<{ state: PlanState }>().executeTakeFirst();

/** The same for whoever changes it: two who do so at once come one after the other, also where there is none yet. */
export async function lockPlan(trx: Tx): Promise<StoredPlan | undefined> {
  await sql`lock table backup_plan in share row exclusive mode`.execute(trx);
  return selectPlan(trx);
}

export async function upsertPlan(trx: Tx, plan: Omit<StoredPlan, 'version'>): Promise<void> {
  await trx
    .insertInto('backupPlan')
    .values(plan)
    .onConflict((conflict) =>
      conflict.column('onlyOne').doUpdateSet({ ...plan, version: sql`backup_plan.version + 1` }),
    )
    .execute();
}

/** The same passphrase, sealed by another key: nothing that people see has changed. */
export async function replacePassphrase(trx: Tx, passphrase: string): Promise<void> {
  await trx.updateTable('backupPlan').set({ passphrase }).execute();
}

/**
 * These rows are coming out of a backup: no schedule is on from the moment in which they are there, and nothing that was under way in the house
 * they come from is taken up, whatever happens next; its journal goes into a folder of its own. A backup of an earlier release has none of it.
 */
export const STOP_WHILE_RESTORED = `do $$ begin
  if to_regclass('public.backup_plan') is not null then
    update backup_plan set state = 'restored' where state = 'on';
    if exists (select from information_schema.columns where table_name = 'backup_plan' and column_name = 'journal_word') then
      update backup_plan set journal_word = '-' || substr(md5(random()::text || clock_timestamp()::text), 1, 8);
    end if;
  end if;
  if to_regclass('public.backup_run') is not null then
    update backup_run set state = 'failed', ended_at = now(), error_code = 'backups.interrupted'
    where state in ('waiting', 'running');
  end if;
  if to_regclass('public.backup_copy') is not null then
    update backup_copy set state = 'failed', ended_at = now(), error_code = 'backups.interrupted'
    where state in ('waiting', 'running');
  end if;
  if to_regclass('public.backup_base') is not null then
    update backup_base set state = 'failed', ended_at = now(), error_code = 'backups.interrupted'
    where state in ('waiting', 'running');
    -- they are of the other house
    update backup_base set broken_at = now() where broken_at is null;
  end if;
  if to_regclass('public.backup_drill') is not null then
    update backup_drill set state = 'failed', ended_at = now(), error_code = 'backups.interrupted', opener = null
    where state in ('waiting', 'running');
    -- the database beside is that of the other house
    update backup_drill set scratch = null where scratch is not null;
  end if;
end $$`;

/** These rows came out of a backup. @returns whether there was a schedule to stop */
export async function stopRestoredPlan(trx: Tx, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('backupPlan')
    .set({ state: 'restored', since: now, version: sql`version + 1` })
    .where('state', 'in', ['on', 'restored'])
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
