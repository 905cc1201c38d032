import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { addAttachment, getBib, mergeBibs } from '#modules/collection/catalog';
import { makeBib } from '#modules/collection/catalog/testing';
import { makeLink } from '#modules/stock/links';
import { useTestDb } from './support/test-db.ts';

const t = useTestDb({ demo: true });

/**
 * Every column that points at a record, and what becomes of it when the record is merged into another one. A new column that is not here fails:
 * its writer decides, and says so in db/migrations (follow_merged_bib) or in the merging.
 */
const POINTERS: Record<string, string> = {
  'item.bib_id': 'follows',
  'attachment.bib_id': 'follows',
  'reading_list_entry.bib_id': 'follows',
  'review.bib_id': 'follows',
  'reading_history.bib_id': 'follows',
  'program_reading.bib_id': 'follows',
  'subscription.bib_id': 'follows',
  'purchase_order_line.bib_id': 'follows',
  'suggestion.bib_id': 'follows',
  'donation_book.bib_id': 'follows',
  'short_link.bib_id': 'follows',
  'help_source.bib_id': 'follows',
  'curated_record.bib_id': 'follows',
  'post.bib_id': 'follows',
  'bulk_loan_wish.bib_id': 'follows',
  'campaign_thing.bib_id': 'follows',
  'hold.bib_id': 'those that wait follow, in the order of joining; what has ended is history',
  'bib.merged_into_id': 'the road itself, which is followed to its end',
  'bib_distinct.low_id': 'it was said of this very record; what it is merged into is asked about anew',
  'bib_distinct.high_id': 'the same',
  'bib_authority.bib_id': 'headings are those of the MARC of each record',
};

async function pointers(): Promise<string[]> {
  const { rows } = await sql<{ place: string }>`select distinct c.conrelid::regclass || '.' || a.attname as place
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any(c.conkey)
    where c.contype = 'f' and c.confrelid = 'bib'::regclass order by 1`.execute(t.db);
  return rows.map(({ place }) => place);
}

test('it is written down what becomes of everything that points at a record', async () => {
  expect(await pointers()).toEqual(Object.keys(POINTERS).toSorted());
});

/** A history, which nobody in the sample city keeps. */
async function remember(bibId: number): Promise<void> {
  const { id: memberId } = await t.db.selectFrom('member').select('id').limit(1).executeTakeFirstOrThrow();
  const at = new Date('2026-11-01T03:00:00Z');
  const entry = { memberId, bibId, title: 'Dengan berkas', loanedAt: at, returnedAt: at };
  await t.db.insertInto('readingHistory').values(entry).execute();
}

test('what points at a record that is merged points at the one that stays', async () => {
  const followers = Object.entries(POINTERS).flatMap(([place, what]) => (what === 'follows' ? [place.split('.')] : []));
  const file = new File(['%PDF-1.7\n%%EOF'], 'a.pdf');
  const bibId = await makeBib(t.ctx(), { title: 'Dengan berkas' });
  await addAttachment(t.ctx(), t.storage, { bibId, title: 'Naskah', access: 'public' }, file);
  await remember(bibId);
  await makeLink(t.ctx(), 1, { kind: 'bib', target: String(bibId), label: 'Poster', place: 'Pintu' });
  for (const [table = '', column = ''] of followers) {
    const dropId = await makeBib(t.ctx(), { title: `Yang digabung dari ${table}` });
    // a row of the sample city points at the record that goes, one that points at another so far where there is one
    const { numAffectedRows } = await sql`update ${sql.table(table)} set ${sql.id(column)} = ${dropId}
      where ctid = (select ctid from ${sql.table(table)} order by ${sql.id(column)} is null limit 1)`.execute(t.db);
    expect([table, numAffectedRows]).toEqual([table, 1n]);
    const keepId = await makeBib(t.ctx(), { title: `Yang tetap dari ${table}` });
    const [keep, drop] = [await getBib(t.ctx(), keepId), await getBib(t.ctx(), dropId)];
    await mergeBibs(t.ctx(), { keepId, keepVersion: keep.version, dropId, dropVersion: drop.version });
    const left = async (id: number) =>
      (
        await sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}
        where ${sql.id(column)} = ${id}`.execute(t.db)
      ).rows[0]?.count ?? 0;
    expect([table, await left(dropId)]).toEqual([table, 0]);
    expect(await left(keepId)).toBeGreaterThan(0);
  }
});

test('two titles of one list that are merged into the same third are one entry', async () => {
  const { rows } = await sql<{ listId: number; first: number; second: number }>`
    select e.list_id, min(e.bib_id) as first, max(e.bib_id) as second from reading_list_entry e
    join bib b on b.id = e.bib_id and b.deleted_at is null group by 1 having count(*) > 1 limit 1`.execute(t.db);
  const { listId = 0, first = 0, second = 0 } = rows[0] ?? {};
  const keepId = await makeBib(t.ctx(), { title: 'Yang tetap dari keduanya' });
  for (const dropId of [first, second]) {
    const [keep, drop] = [await getBib(t.ctx(), keepId), await getBib(t.ctx(), dropId)];
    await mergeBibs(t.ctx(), { keepId, keepVersion: keep.version, dropId, dropVersion: drop.version });
  }
  const entries = await t.db.selectFrom('readingListEntry').select('bibId').where('listId', '=', listId).execute();
  expect(entries.filter(({ bibId }) => [first, second, keepId].includes(bibId))).toEqual([{ bibId: keepId }]);
});
