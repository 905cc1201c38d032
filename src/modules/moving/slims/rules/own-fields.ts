import type { Ledger } from '#shared/moving/ledger';
import { memberKey } from '#shared/moving/member-key';
import { shownNumber, withoutNik } from '#shared/moving/nik-in-text';
import type { SaidCode } from '#shared/moving/said';
import { idOf, type OldRow } from '#shared/moving/old-row';
import { cutOff, tidyLine } from '#shared/moving/tidy-text';

/** Tables of what a library has added of its own to titles, copies and members. */
export const OWN_TABLES = ['biblio_custom', 'item_custom', 'member_custom'] as const;
export type OwnTable = (typeof OWN_TABLES)[number];
const isOwnTable = (table: string): table is OwnTable => OWN_TABLES.some((one) => one === table);

/** What stands in one such field. */
export interface OwnValue {
  label: string;
  value: string;
  /** Readers of SLiMS saw it. */
  isPublic: boolean;
}

interface Definition {
  label: string;
  isPublic: boolean;
  /** By their keys, as PHP wrote them; none of a field that is typed into. */
  choices: ReadonlyMap<string, string>;
}
interface Entry {
  key: string;
  /** Columns in which something stands, and what. */
  cells: readonly (readonly [column: string, cell: string])[];
  isSettled: boolean;
}

/** What stands in the own fields of a row, and what had to be done to it. */
export interface OwnValues {
  values: readonly OwnValue[];
  /** A national number of identity was taken out. */
  hadNik: boolean;
  isCut: boolean;
}
const NOTHING: OwnValues = { values: [], hadNik: false, isCut: false };

const KEYS: Readonly<Record<OwnTable, string>> = {
  biblio_custom: 'biblio_id',
  item_custom: 'item_id',
  member_custom: 'member_id',
};
const LONGEST = 500;
/** What is read of a cell: ticks of a long list take more room than what they mean. */
const LONGEST_CELL = 16_000;

/** A text or a number of PHP, by its quotes: the length before it is wrong once the letters were changed. */
const WORD = String.raw`(?:s:\d+:"([^"]*)"|i:(-?\d+))`;
/** `a:2:{i:0;s:1:"1";i:1;s:6:"Remaja";}`: a key and its label. */
const CHOICE = new RegExp(String.raw`a:2:\{i:0;${WORD};i:1;${WORD};\}`, 'gs');
/** Of `a:2:{i:1;s:1:"1";i:2;s:1:"2";}` the values. */
const TICKED = new RegExp(String.raw`i:\d+;${WORD};`, 'gs');

const choicesOf = (data: string | null): ReadonlyMap<string, string> =>
  new Map(
    [...(data ?? '').slice(0, LONGEST_CELL).matchAll(CHOICE)].map(([, text, number, label, labelNumber]) => [
      text ?? number ?? '',
      label ?? labelNumber ?? '',
    ]),
  );

/** Of a list of ticks those that still are choices: a fault of SLiMS keeps what an earlier list had. */
function inWords(written: string, choices: ReadonlyMap<string, string>): string {
  if (!/^a:\d+:\{/.test(written)) return choices.get(written.trim()) ?? written;
  const ticked = [...written.matchAll(TICKED)].map(([, text, number]) => text ?? number ?? '');
  const known = choices.size === 0 ? ticked : ticked.flatMap((one) => choices.get(one) ?? []);
  return [...new Set(known)].join(', ');
}

/** The fields that a library has added of its own (`mst_custom_field`), and what stands in them, out of tables that come in any order. */
export class OwnFields {
  readonly #source: string;
  readonly #definitions = new Map<string, Definition>();
  readonly #entries: Record<OwnTable, Map<number, Entry>> = {
    biblio_custom: new Map(),
    item_custom: new Map(),
    member_custom: new Map(),
  };
  readonly #empty: Record<OwnTable, number> = { biblio_custom: 0, item_custom: 0, member_custom: 0 };
  readonly #odd: { table: OwnTable; key: string; code: SaidCode }[] = [];

  /** @param source whose SLiMS it is */
  constructor(source: string) {
    this.#source = source;
  }

  take(table: string, columns: readonly string[], row: OldRow): void {
    if (table === 'mst_custom_field') {
      const name = `${row('primary_table')?.trim() ?? ''}_custom.${row('dbfield')?.trim() ?? ''}`.toLowerCase();
      const isPublic = row('is_public')?.trim() === '1';
      this.#definitions.set(name, { label: tidyLine(row('label')).text, isPublic, choices: choicesOf(row('data')) });
      return;
    }
    if (!isOwnTable(table)) return;
    const column = KEYS[table];
    const cells = columns.flatMap((name) => {
      const cell = name === column ? '' : (row(name)?.trim() ?? '').slice(0, LONGEST_CELL);
      return cell === '' || /^0000-00-00/.test(cell) ? [] : [[name, cell] as const];
    });
    // SLiMS has a row for each title that was saved since there are such fields, most of them empty
    if (cells.length === 0) {
      this.#empty[table] += 1;
      return;
    }
    // blanks in front make it somebody else's
    const written = row(column) ?? '';
    const shown = table === 'member_custom' ? shownNumber(written.trim()) : written.trim();
    const key = `${column}=${shown}`;
    const id = table === 'member_custom' ? memberKey(this.#source, written) : idOf(written);
    const entries = this.#entries[table];
    const code = shown === '' || id < 0 ? 'key_unusable' : entries.has(id) ? 'row_repeated' : null;
    if (code !== null) {
      this.#odd.push({ table, key, code });
      return;
    }
    entries.set(id, { key, cells, isSettled: false });
  }

  /** What stands in the own fields of a title, a copy or a member (`memberKey`). A column without a definition has its name for a label. */
  of(table: OwnTable, id: number): OwnValues {
    const entry = this.#entries[table].get(id);
    if (!entry) return NOTHING;
    let [hadNik, isCut] = [false, false];
    const values = entry.cells.flatMap(([column, cell]): OwnValue[] => {
      const definition = this.#definitions.get(`${table}.${column}`.toLowerCase());
      const { text, found } = withoutNik(tidyLine(inWords(cell, definition?.choices ?? new Map())).text);
      hadNik ||= found;
      isCut ||= text.length > LONGEST;
      const value = cutOff(text, LONGEST);
      return value === ''
        ? []
        : [{ label: definition?.label || column, value, isPublic: definition?.isPublic ?? false }];
    });
    return { values, hadNik, isCut };
  }

  /** What they belong to came, now or before. */
  settle(ledger: Ledger, table: OwnTable, id: number, fate: 'carried' | 'known'): void {
    const entry = this.#entries[table].get(id);
    if (!entry || entry.isSettled) return;
    entry.isSettled = true;
    ledger.count(table, fate);
  }

  /** Once all of a table have come: what belongs to nothing that did. Rows in which nothing stands go into their owners without a word. */
  end(ledger: Ledger, table: OwnTable): void {
    for (let nth = 0; nth < this.#empty[table]; nth += 1) ledger.count(table, 'merged');
    for (const { key, isSettled } of this.#entries[table].values())
      if (!isSettled) ledger.say({ table, key, fate: 'refused', code: 'own_without_owner' });
    for (const one of this.#odd)
      if (one.table === table) ledger.say({ table, key: one.key, fate: 'refused', code: one.code });
  }
}

/** `Asal Dana: Hibah Bupati`: as a note says it. */
export const ownNote = ({ label, value }: OwnValue): string => `${label}: ${value}`;
