import { stateOf } from '../copies/plan-copy.ts';
import { copyKey, type LoanSurvey } from '../loans/survey-loans.ts';
import { readRowsOf } from '#modules/moving/engine';
import { IdSet } from '#shared/moving/id-set';
import { memberKey } from '#shared/moving/member-key';
import { idOf } from '#shared/moving/old-row';
import { momentOf, type WallMoment } from '#shared/moving/wall-clock';
import type { Run } from '../run.ts';

/** A row of `reserve`, with what its texts mean. */
export interface ReadReserve {
  id: number;
  key: string;
  /** Key of the member. */
  member: number;
  bib: number;
  /** Number of the copy that it names; 0 = none that came. */
  copy: number;
  /** null = the row does not say it. */
  at: WallMoment | null;
}

/** What reservations are read against. */
export interface ReserveSurvey {
  /** In the order of their queues. */
  reserves: ReadReserve[];
  /** Of the copies that are named: their title. */
  titleOf: ReadonlyMap<number, number>;
  /** Copies among them that stand on the shelf. */
  freeCopies: IdSet;
  /** Titles that are waited for, of which some copy stands on the shelf. */
  freeTitles: IdSet;
  /** Who has which of these titles at home ({@link atHome}). */
  atHome: ReadonlySet<string>;
}

export const atHome = (member: number, bib: number): string => `${member} ${bib}`;

/** The first day first; what says none last. Of one second the lower number. */
const inQueue = (a: ReadReserve, b: ReadReserve): number => {
  const [one, other] = [a.at?.text ?? '~', b.at?.text ?? '~'];
  return one < other ? -1 : one > other ? 1 : a.id - b.id;
};

/** Rows in the order of their queues; those without a number of their own are refused. */
async function readReserves(run: Run, loans: LoanSurvey): Promise<ReadReserve[]> {
  const seen = new IdSet();
  const reserves: ReadReserve[] = [];
  for await (const rows of readRowsOf(run.path, 'reserve')) {
    run.signal.throwIfAborted();
    for (const row of rows) {
      const id = idOf(row('reserve_id'));
      const key = `reserve_id=${row('reserve_id') ?? ''}`;
      if (!seen.add(id)) {
        run.ledger.say({
          table: 'reserve',
          ...{ key, fate: 'refused', code: id < 0 ? 'key_unusable' : 'row_repeated' },
        });
        continue;
      }
      const code = copyKey(row('item_code'));
      const copy = code === null ? 0 : (loans.copies.get(code) ?? 0);
      const member = memberKey(run.source, row('member_id') ?? '');
      reserves.push({ id, key, member, bib: idOf(row('biblio_id')), copy, at: momentOf(row('reserve_date')) });
    }
  }
  return reserves.toSorted(inQueue);
}

/**
 * Reads the reservations, and of the copies what they need to know. They are few, for SLiMS drops what was collected: some hundred bytes for each
 * are in memory, because a queue has an order that the dump has not.
 */
export async function surveyReserves(run: Run, loans: LoanSurvey): Promise<ReserveSurvey> {
  const reserves = await readReserves(run, loans);
  const [named, wanted] = [new IdSet(), new IdSet()];
  for (const { copy, bib } of reserves) {
    named.add(copy);
    wanted.add(bib);
  }
  const titleOf = new Map<number, number>();
  const [freeCopies, freeTitles] = [new IdSet(), new IdSet()];
  const homes = new Set<string>();
  if (reserves.length > 0) {
    for await (const rows of readRowsOf(run.path, 'item')) {
      run.signal.throwIfAborted();
      for (const row of rows) {
        const [id, bib] = [idOf(row('item_id')), idOf(row('biblio_id'))];
        if (!run.carriedCopies.has(id)) continue;
        if (named.has(id)) titleOf.set(id, bib);
        if (!wanted.has(bib)) continue;
        const reader = loans.out.get(id);
        if (reader !== undefined) homes.add(atHome(reader, bib));
        const statusId = row('item_status_id')?.trim() ?? '';
        const { status, isNotLent } = stateOf(run.survey.codes.mst_item_status.get(statusId), statusId);
        if (reader !== undefined || status !== 'available' || isNotLent) continue;
        freeTitles.add(bib);
        if (named.has(id)) freeCopies.add(id);
      }
    }
  }
  return { reserves, titleOf, freeCopies, freeTitles, atHome: homes };
}
