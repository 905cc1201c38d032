import { sql } from 'kysely';
import type { Db } from '#platform/database/db';

/** What may grow although nothing is different: the trace, the work of the search index, money lines (balanced by opposite ones). */
const LEFT_OUT = /^(audit_|search_|schema_|charge_line$|charge_allocation$|kysely)/;
/** How often and when a row was written, not what it says. */
const WRITTEN = ['version', 'updated_at', 'last_active_on'];

/** What stands of the money of each member: by kind what was charged less what was corrected, and what is still owed or unused. */
const MONEY = sql<{ row: string }>`
  select concat_ws(' ', line.member_id, line.loan_id, line.kind, sum(line.amount - line.corrected), sum(line."left")) as row
  from (
    select c.member_id, c.loan_id, c.kind, c.amount,
      coalesce((select sum(-k.amount) from charge_line k where k.of_line_id = c.id and k.kind = 'correction'), 0) as corrected,
      abs(c.amount) - coalesce((select sum(a.amount) from charge_allocation a
        where a.charge_line_id = c.id or a.credit_line_id = c.id), 0) as "left"
    from charge_line c where c.kind <> 'correction'
  ) line
  group by line.member_id, line.loan_id, line.kind
  having sum(line.amount - line.corrected) <> 0 or sum(line."left") <> 0
  union all
  select concat_ws(' ', member_id, 'balance', sum(amount)) from charge_line group by member_id having sum(amount) <> 0`;

/** Every row of every table as text, by table, so that two states of the database can be compared. */
export async function wholeDatabase(db: Db): Promise<Record<string, string[]>> {
  const { rows: tables } = await sql<{ name: string }>`select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by 1`.execute(db);
  const state: Record<string, string[]> = {};
  for (const { name } of tables) {
    if (LEFT_OUT.test(name)) continue;
    const { rows } = await sql<{ row: string }>`select (to_jsonb(t) - ${WRITTEN}::text[])::text as row
      from ${sql.table(name)} t order by 1`.execute(db);
    if (rows.length > 0) state[name] = rows.map(({ row }) => row);
  }
  state['money'] = (await MONEY.execute(db)).rows.map(({ row }) => row).toSorted();
  return state;
}
