import { sql } from 'kysely';
import type { Db } from '#platform/database/db';
import { fateOf, type Column, type Words } from './column-words.ts';

type Row = Record<string, unknown>;

/** What was there of a member before an erasure. */
export interface Watched {
  memberId: number;
  /** What names the person: number, name, telephone. */
  names: readonly string[];
  /** By table: the rows that are the member's. */
  rows: ReadonlyMap<string, Row[]>;
}

const EMPTY = new Set(['null', '""', '[]', '{}', '"…"']);
const isEmpty = (value: unknown): boolean => EMPTY.has(JSON.stringify(value ?? null));

/** Watches the rows of members through an erasure, and says where it did something else than the modules say. */
export class ErasureWatch {
  readonly #db: Db;
  readonly #words: Words;
  readonly #tables: Map<string, Column[]>;
  /** Columns in which something of a member stood before, and the word was true after. */
  readonly proven = new Set<string>();

  constructor(db: Db, words: Words, columns: readonly Column[]) {
    this.#db = db;
    this.#words = words;
    this.#tables = Map.groupBy(columns, ({ table }) => table);
  }

  /** The rows of a member, and those that belong to such rows (`loan_id`). */
  async before(memberId: number, names: readonly string[]): Promise<Watched> {
    const rows = new Map<string, Row[]>();
    for (const table of this.#tables.keys()) await this.#rowsOf(table, memberId, rows);
    return { memberId, names: names.map((name) => name.toLowerCase()), rows };
  }

  async #rowsOf(table: string, memberId: number, found: Map<string, Row[]>): Promise<Row[]> {
    const known = found.get(table);
    if (known) return known;
    found.set(table, []);
    const columns = this.#tables.get(table) ?? [];
    const links = this.#words.of.get(table) ?? columns.flatMap((one) => (one.target === 'member' ? [one.column] : []));
    const rows = new Map<string, Row>();
    const ids: [string, unknown[]][] = table === 'member' ? [['id', [memberId]]] : [];
    for (const link of links) {
      const { target = null } = columns.find(({ column }) => column === link) ?? {};
      const owners = target === null || target === 'member' ? [] : await this.#rowsOf(target, memberId, found);
      ids.push([link, target === null || target === 'member' ? [memberId] : owners.map(({ id }) => id)]);
    }
    for (const [link, reached] of ids) {
      const result = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t
        where ${sql.id(link)}::text = any(${reached.map(String)}::text[])`.execute(this.#db);
      for (const { row } of result.rows) rows.set(this.#keyOf(table, row), row);
    }
    found.set(table, [...rows.values()]);
    return found.get(table) ?? [];
  }

  #keyOf(table: string, row: Row): string {
    const keys = (this.#tables.get(table) ?? []).filter(({ key }) => key);
    return JSON.stringify(keys.map(({ column }) => row[column]));
  }

  /** @returns where what the modules say was not so */
  async after({ memberId, names, rows }: Watched): Promise<string[]> {
    const untrue = new Set<string>();
    for (const [table, olds] of rows) {
      if (olds.length === 0) continue;
      const result = await sql<{ row: Row }>`select to_jsonb(t) as row from ${sql.table(table)} t`.execute(this.#db);
      const news = new Map(result.rows.map(({ row }) => [this.#keyOf(table, row), row]));
      for (const old of olds) {
        for (const column of this.#tables.get(table) ?? []) {
          const said = this.#judge(column, { memberId, names, old, now: news.get(this.#keyOf(table, old)) });
          if (said) untrue.add(`${table}.${column.column}: ${said}`);
        }
      }
    }
    return [...untrue].toSorted();
  }

  #judge(
    column: Column,
    { memberId, names, old, now }: { memberId: number; names: readonly string[]; old: Row; now: Row | undefined },
  ): string | null {
    const fate = fateOf(this.#words, column);
    const [was, is] = [old[column.column], now?.[column.column]];
    const named = (value: unknown): boolean => {
      const text = JSON.stringify(value ?? null).toLowerCase();
      return names.some((name) => text.includes(name));
    };
    const prove = (isTrue: boolean, otherwise: string): string | null => {
      if (isTrue) this.proven.add(`${column.table}.${column.column}`);
      return isTrue ? null : otherwise;
    };
    switch (fate) {
      case 'gone':
        return prove(now === undefined, 'the row is still there');
      case 'cut':
        if (column.target === 'member' && was !== memberId) return null;
        return isEmpty(was) ? null : prove(isEmpty(is), 'it still points at somebody');
      case 'blanked':
        return isEmpty(was) ? null : prove(now === undefined || JSON.stringify(is) !== JSON.stringify(was), 'it stays');
      case 'unnamed':
        return named(was) ? prove(!named(is), 'the name stays') : null;
      case 'kept':
        // what is kept of a row that goes with its owner is gone with it
        return isEmpty(was) || now === undefined
          ? null
          : prove(JSON.stringify(is) === JSON.stringify(was), 'it does not stay');
      case 'none':
      case 'staff':
        return named(was) ? `it says ${fate}, and has the name in it` : null;
      default:
        return 'nothing is said of it';
    }
  }
}
