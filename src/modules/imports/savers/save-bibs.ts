import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/db';
import type { DerivedBib } from '#shared/marc/derived-bib';
import { deriveBib } from '#shared/marc/derive';
import { foldedKey } from '#shared/text/fold';
import { findDuplicatesOfEach, saveBibBatch, type BibDraft, type Duplicate, type SavedDraft } from '#modules/catalog';
import type { Overlay } from '../client.ts';
import type { BibEntry } from '../entries.ts';
import { pickMatch } from '../rules/pick-match.ts';
import { nothingSaved, type NewRow, type Saved } from './saved.ts';

interface Work {
  entry: BibEntry;
  derived: DerivedBib;
}

/** By what two records of one batch could be one: they must not be saved with one question to the catalogue. */
function keysOf({ entry, derived }: Work): string[] {
  const keys =
    derived.controlNumber === null ? [] : [`n ${derived.controlNumberSource ?? ''} ${derived.controlNumber}`];
  if (!entry.merges) return keys;
  return [...keys, ...derived.isbns.map((isbn) => `i ${isbn}`), `t ${foldedKey(derived.title)}`];
}

/** Splits off what could mean a record that is among the others. */
function takeRound(works: readonly Work[]): { round: Work[]; rest: Work[] } {
  const seen = new Set<string>();
  const round: Work[] = [];
  const rest: Work[] = [];
  for (const work of works) {
    const keys = keysOf(work);
    (keys.some((key) => seen.has(key)) ? rest : round).push(work);
    for (const key of keys) seen.add(key);
  }
  return { round, rest };
}

type Decision = { work: Work; match: Duplicate | undefined; isFromThisRun: boolean; draft: BibDraft | null };

function decide(work: Work, match: Duplicate | undefined, overlay: Overlay, firstNewId: number): Decision {
  const { entry, derived } = work;
  const isFromThisRun = match !== undefined && match.bibId >= firstNewId;
  const decision = { work, match, isFromThisRun };
  if (!match) return { ...decision, draft: { mode: 'create', marc: entry.marc, derived, items: entry.items } };
  // copies without any number would come again with every repetition
  const known = entry.items.filter((item) => item.barcode || item.accessionNumber);
  if (isFromThisRun && entry.merges) {
    return { ...decision, draft: { mode: 'items_only', bibId: match.bibId, items: entry.items } };
  }
  if (overlay === 'skip') return { ...decision, draft: null };
  if (overlay === 'add_items_only') {
    return { ...decision, draft: { mode: 'items_only', bibId: match.bibId, items: known } };
  }
  return { ...decision, draft: { mode: 'replace', bibId: match.bibId, marc: entry.marc, derived, items: known } };
}

function report({ work, match, isFromThisRun, draft }: Decision, saved: SavedDraft | undefined, into: Saved): void {
  const { entry } = work;
  const { tally } = into;
  const say = (outcome: NewRow['outcome'], code: string, params: NewRow['params'], bibId: number | null): void => {
    into.rows.push({ rowNumber: entry.at, outcome, code, params, label: entry.label, bibId });
  };
  if (!draft || !saved) {
    tally.skipped += 1;
    const code = isFromThisRun ? 'imports.repeated_in_file' : `imports.there_by_${match?.by ?? 'title'}`;
    say('skipped', code, { title: match?.title ?? '' }, match?.bibId ?? null);
    return;
  }
  const added = saved.itemIds.length;
  tally.items += added;
  for (const { at, code, params } of saved.itemProblems) {
    const item = draft.items[at];
    say(
      'warning',
      code,
      { barcode: item?.barcode ?? '', accessionNumber: item?.accessionNumber ?? '', ...params },
      saved.bibId,
    );
  }
  if (draft.mode === 'create') {
    tally.created += 1;
    into.newBibIds.push(saved.bibId);
  } else if (isFromThisRun && entry.merges) {
    // one more row about a title that this run has made
    return;
  } else if (saved.written || added > 0) {
    tally.updated += 1;
    const code = saved.written ? 'imports.record_replaced' : 'imports.copies_added';
    say('updated', code, { copies: added, title: match?.title ?? '' }, saved.bibId);
  } else {
    tally.skipped += 1;
    say('skipped', 'imports.nothing_new', { title: match?.title ?? '' }, saved.bibId);
  }
}

/**
 * Saves the titles of a batch with their copies.
 * @param firstNewId records from this id on were made by this run
 */
export async function saveBibs(
  trx: Tx,
  ctx: Ctx,
  entries: readonly BibEntry[],
  { overlay, firstNewId }: { overlay: Overlay; firstNewId: number },
): Promise<Saved> {
  const result = nothingSaved();
  let waiting: Work[] = entries.map((entry) => ({ entry, derived: deriveBib(entry.marc) }));
  let first = firstNewId;
  while (waiting.length > 0) {
    const { round, rest } = takeRound(waiting);
    const found = await findDuplicatesOfEach(
      trx,
      round.map(({ entry, derived }) => ({ marc: entry.marc, derived })),
    );
    const targets = new Set<number>();
    const decisions: Decision[] = [];
    const later: Work[] = [];
    round.forEach((work, i) => {
      const { controlNumber, controlNumberSource } = work.derived;
      const incoming = { controlNumber, controlNumberSource, merges: work.entry.merges };
      const decision = decide(work, pickMatch(incoming, found[i] ?? [], first), overlay, first);
      const target = decision.draft && decision.match?.bibId;
      if (target && targets.has(target)) later.push(work);
      else decisions.push(decision);
      if (target) targets.add(target);
    });
    const saved = await saveBibBatch(
      trx,
      ctx,
      decisions.flatMap(({ draft }) => (draft ? [draft] : [])),
    );
    let next = 0;
    for (const decision of decisions) report(decision, decision.draft ? saved[next++] : undefined, result);
    for (const id of result.newBibIds) if (id < first) first = id;
    waiting = [...later, ...rest];
  }
  return result;
}
