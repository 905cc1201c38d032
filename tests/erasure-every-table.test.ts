import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { createMember } from '#modules/people/members';
import { makeLibrary } from '#modules/lending/circulation/testing';
import type { Tx } from '#platform/database/db';
import type { ColumnWords } from '#platform/rights/personal-data';
import { columns, personalData } from '../src/entrypoints/personal-data.ts';
import { findMemberById } from '../src/modules/people/members/data/members.queries.ts';
import { eraseMember } from '../src/modules/people/members/privacy/erase-member.ts';
import { testSecrets } from './support/bare-services.ts';
import { columnsOf, fateOf, readWords, type Column } from './support/column-words.ts';
import { useTestDb } from './support/test-db.ts';
import { ErasureWatch } from './support/watch-erasure.ts';

const t = useTestDb();
const said = readWords(columns);
const NAME = 'Qasidatun Bramantyowati';
const PERSONAL = ['gone', 'blanked', 'unnamed', 'cut'];

/** Something for a column, with the name in it where a module says that it may stand there. */
function valueFor(column: Column): unknown {
  const word = PERSONAL.includes(fateOf(said, column) ?? '') ? NAME : 'x';
  const { type } = column;
  if (type.endsWith('[]')) return [type === 'text[]' ? word : type.endsWith('int[]') ? -1 : '2026-11-01T03:00:00Z'];
  if (type === 'jsonb') return JSON.stringify({ a: word });
  if (type === 'bytea') return Buffer.from(word);
  if (type === 'uuid') return '018f3b8e-0000-7000-8000-000000000001';
  if (type === 'boolean') return false;
  if (type === 'date') return '2026-11-01';
  if (type === 'tstzrange') return '[2026-11-01,2026-11-02)';
  if (type.startsWith('timestamp')) return '2026-11-01T03:00:00Z';
  return ['text', 'character varying'].includes(type) ? word : -1;
}

/** The columns by which rows of a table are a member's. */
const linksOf = (own: readonly Column[]): Column[] =>
  own.filter(({ table, column, target }) =>
    said.of.has(table) ? said.of.get(table)?.includes(column) : target === 'member',
  );

/** A row of somebody's in every table that has such rows; what else must be there for it is not asked. */
async function rowsEverywhere(trx: Tx, tables: ReadonlyMap<string, Column[]>, memberId: number): Promise<void> {
  await sql`set local session_replication_role = replica`.execute(trx);
  const owners = new Map<string, number>([['member', memberId]]);
  const open = new Set([...tables].flatMap(([table, own]) => (linksOf(own).length > 0 ? [table] : [])));
  open.delete('member');
  for (let before = -1; before !== open.size;) {
    before = open.size;
    for (const table of open) {
      const own = tables.get(table) ?? [];
      const links = linksOf(own);
      if (!links.every(({ target }) => owners.has(target ?? 'member'))) continue;
      open.delete(table);
      for (const link of links) {
        const given = own.filter(({ made }) => !made);
        const values = given.map((column) => {
          if (column === link) return owners.get(link.target ?? 'member');
          if (column.target === 'member' || column.column === 'actor_id') return memberId;
          return column.column === 'actor_kind' ? 'member' : valueFor(column);
        });
        const { rows } = await sql<{ row: Record<string, unknown> }>`insert into ${sql.table(table)} as made
          (${sql.join(given.map(({ column }) => sql.id(column)))}) values (${sql.join(values)})
          returning to_jsonb(made) as row`.execute(trx);
        if (typeof rows[0]?.row.id === 'number' || typeof rows[0]?.row.id === 'string')
          owners.set(table, rows[0].row.id as number);
      }
    }
  }
  expect([...open]).toEqual([]);
}

/** A value that no rule of a table knows stands for all that it may come to know, and points at nothing but at whose it is. */
async function loosen(tables: ReadonlyMap<string, Column[]>): Promise<void> {
  const { rows } = await sql<{ table: string; name: string; column: string | null }>`
    select c.conrelid::regclass::text as table, c.conname as name, a.attname as column
    from pg_constraint c left join pg_attribute a on a.attrelid = c.conrelid and c.contype = 'f' and c.conkey = array[a.attnum]
    where c.contype in ('c', 'f') and c.connamespace = 'public'::regnamespace and c.coninhcount = 0`.execute(t.db);
  for (const { table, name, column } of rows) {
    if (linksOf(tables.get(table) ?? []).some((link) => link.column === column)) continue;
    await sql`alter table ${sql.table(table)} drop constraint ${sql.id(name)}`.execute(t.db);
  }
}

/** What a module could say that is not so. */
function lie(one: ColumnWords): ColumnWords {
  if (!('table' in one)) return one;
  const { table } = one;
  if (table === 'hold') {
    const kept = { ended_by: 'as it was', 'override_reason request_key status_before_end': 'as they were' };
    return { table, blanked: 'status', none: 'placed_by', cut: 'member_id', kept, rest: 'none' };
  }
  if (table === 'visit') return { ...one, cut: '', gone: 'member_id' };
  return table === 'review' ? { ...one, gone: 'status decided_by reason', staff: 'body' } : one;
}

test('whatever table a row of a member is in, an erasure does to it what its module says', async () => {
  const all = await columnsOf(t.db);
  const tables = Map.groupBy(all, ({ table }) => table);
  const library = await makeLibrary(t.ctx(), 'UJI', 'Uji');
  const desk = { ...t.ctx(), libraryId: library.id };
  const person = { fullName: NAME, number: 'QB-4711', category: 'umum', birthDate: '1990-05-15' };
  const { id } = await createMember(desk, { ...person, nik: '3572015505900077' }, testSecrets);
  await loosen(tables);
  // by these the module finds the person
  const named = ['number', 'full_name', 'folded_name', 'search_name'];
  await t.db.transaction().execute(async (trx) => {
    await sql`delete from member_identity where member_id = ${id}`.execute(trx);
    await rowsEverywhere(trx, tables, id);
    const own = (tables.get('member') ?? []).filter(
      (one) => fateOf(said, one) === 'blanked' && !named.includes(one.column),
    );
    const set = own.map((column) => sql`${sql.id(column.column)} = ${valueFor(column)}`);
    await sql`update member set ${sql.join(set)} where id = ${id}`.execute(trx);
  });

  const watch = new ErasureWatch(t.db, said, all);
  const watched = await watch.before(id, [NAME]);
  const lies = new ErasureWatch(t.db, readWords(columns.map(lie)), all);
  const watchedLies = await lies.before(id, [NAME]);
  await t.db.transaction().execute(async (trx) => {
    const member = await findMemberById(trx, id);
    if (!member) throw new Error('the person is there');
    for (const source of personalData) await source.lockFirst?.(trx, id);
    await eraseMember(trx, desk, personalData, member);
  });
  expect(await watch.after(watched)).toEqual([]);
  expect(await lies.after(watchedLies)).toEqual([
    'hold.ended_by: it does not stay',
    'hold.member_id: it still points at somebody',
    'hold.override_reason: it does not stay',
    'hold.placed_by: it says none, and has the name in it',
    'hold.status: it stays',
    'review.body: it says staff, and has the name in it',
    'visit.member_id: the row is still there',
  ]);
  const unseen = [...said.fates].flatMap(([place, fate]) =>
    PERSONAL.includes(fate) && !watch.proven.has(place) ? [place] : [],
  );
  // found by what stands in them, not by whose they are
  expect(unseen.toSorted()).toEqual([
    'import_row.label',
    'import_row.params',
    'program.description',
    'program.goals',
    'program.outcomes',
    'program.summary',
    'program.title',
    'program_session.title',
    'rate_limit.key',
    'slims_said.params',
    'slims_said.said',
    'slims_said.slims_id',
    'slims_said.slims_key',
  ]);
});
