import { readTables } from '#modules/moving/engine';
import { localDate, type LocalDate } from '#shared/dates';
import { IdSet } from '#shared/moving/id-set';
import { findLentAgain, type OpenLoan } from '#shared/moving/lent-again';
import { isOpen, lentAt } from '#shared/moving/loan-days';
import { shownNumber } from '#shared/moving/nik-in-text';
import { rowReader, type OldRow } from '#shared/moving/old-row';
import { tidyLine } from '#shared/moving/tidy-text';
import { idOf } from '../rules/ids.ts';
import { asLoan, headKey } from '../rules/loan-row.ts';
import type { Run } from '../run.ts';

/** A row of `collectionloanextends`. */
export interface Renewal {
  key: string;
  on: string | null;
  due: string | null;
}

/** What must be known of a dump before its loans can be read. */
export interface LoanSurvey {
  /** Of running loans whose copy has been lent again since: on which day. */
  lentAgain: ReadonlyMap<number, LocalDate>;
  /** Renewals, by the number of their loan. */
  renewals: Map<number, Renewal[]>;
  /** Of copies and members of running loans what people find them by. */
  barcodes: Map<number, string>;
  numbers: Map<number, string>;
}

const LONGEST_NUMBER = 40;

/** Reads the dump for what loans hang together with; of copies and members only those of running loans stay in memory. */
export async function surveyLoans(run: Run): Promise<LoanSurvey> {
  const today = localDate(run.ctx.clock.now(), run.library.timeZone);
  const renewals = new Map<number, Renewal[]>();
  const open: OpenLoan[] = [];
  const seen = new IdSet();
  const wanted = { copies: new Set<number>(), members: new Set<number>() };
  const [barcodes, numbers] = [new Map<number, string>(), new Map<number, string>()];
  const take: Readonly<Record<string, (row: OldRow) => void>> = {
    collectionloanitems: (row) => {
      const [id, copy] = [idOf(row('id')), idOf(row('collection_id'))];
      const loan = asLoan(row);
      if (!seen.add(id) || !isOpen(loan)) return;
      wanted.copies.add(copy);
      wanted.members.add(memberOfLoan(run, row));
      if (copy > 0) open.push({ id, copy, day: lentAt(loan, today).day });
    },
    collectionloanextends: (row) => {
      const loan = idOf(row('collectionloanitem_id'));
      const one = { key: `id=${(row('id') ?? '').slice(0, 40)}`, on: row('dateextend'), due: row('duedateextend') };
      const others = renewals.get(loan);
      if (others) others.push(one);
      else renewals.set(loan, [one]);
    },
    collections: (row) => {
      const id = idOf(row('id'));
      if (wanted.copies.has(id) && !barcodes.has(id))
        barcodes.set(id, tidyLine(row('nomorbarcode')).text.slice(0, LONGEST_NUMBER));
    },
    members: (row) => {
      const id = idOf(row('id'));
      if (wanted.members.has(id) && !numbers.has(id))
        numbers.set(id, shownNumber(tidyLine(row('memberno')).text.slice(0, LONGEST_NUMBER)));
    },
  };
  const tables: readonly (readonly string[])[] = [
    ['collectionloanitems', 'collectionloanextends'],
    ['collections', 'members'],
  ];
  for (const some of tables) {
    for await (const event of readTables(run.path, new Set(some))) {
      run.signal.throwIfAborted();
      if (event.type !== 'rows' || !event.rows) continue;
      const read = rowReader(event.columns);
      for (const cells of event.rows) take[event.table]?.(read(cells));
    }
  }
  return { lentAgain: findLentAgain(open), renewals, barcodes, numbers };
}

/** Who has borrowed: the line says it, or else its head. */
export function memberOfLoan({ survey }: Pick<Run, 'survey'>, row: OldRow): number {
  const own = idOf(row('member_id'));
  return own > 0 ? own : (survey.heads.get(headKey(row('collectionloan_id'))) ?? -1);
}
