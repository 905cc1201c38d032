import { sql } from 'kysely';
import { z } from 'zod';
import type { Db } from '#platform/database/db';
import type { WaitingItem, WaitingRoom } from '../importers/importer.ts';

const itemShape = z.record(z.string(), z.string());
const AT_ONCE = 500;

const asWaiting = (row: { code: string; rowNumber: number; item: unknown }): WaitingItem => ({
  code: row.code,
  rowNumber: row.rowNumber,
  item: itemShape.parse(row.item),
});

/** The table in which copies wait for their titles. */
export function waitingRoom(db: Db, runId: number): WaitingRoom {
  return {
    async empty() {
      await db.deleteFrom('importWaitingItem').where('runId', '=', runId).execute();
    },
    async add(items) {
      if (items.length === 0) return;
      const json = JSON.stringify(items).replaceAll('\\u0000', '\ufffd').toWellFormed();
      await sql`
        insert into import_waiting_item (run_id, code, row_number, item)
        select ${runId}::bigint, code, "rowNumber", item
        from jsonb_to_recordset(${json}::jsonb) as r (code text, "rowNumber" integer, item jsonb)
        on conflict do nothing`.execute(db);
    },
    async take(codes) {
      if (codes.length === 0) return [];
      const rows = await db
        .updateTable('importWaitingItem')
        .set({ used: true })
        .where('runId', '=', runId)
        .where('code', '=', sql<string>`any(${[...codes]}::text[])`)
        .returning(['code', 'rowNumber', 'item'])
        .execute();
      return rows.map(asWaiting);
    },
    async *leftOver() {
      let after = 0;
      for (;;) {
        const rows = await db
          .selectFrom('importWaitingItem')
          .select(['code', 'rowNumber', 'item'])
          .where('runId', '=', runId)
          .where('used', '=', false)
          .where('rowNumber', '>', after)
          .orderBy('rowNumber')
          .limit(AT_ONCE)
          .execute();
        for (const row of rows) yield asWaiting(row);
        const last = rows.at(-1);
        if (!last) return;
        after = last.rowNumber;
      }
    },
  };
}
