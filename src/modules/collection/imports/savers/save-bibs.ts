import type { Ctx } from '#platform/context';
import type { Tx } from '#platform/database/db';
import type { DerivedBib } from '#shared/marc/derived-bib';
import { deriveBib } from '#shared/marc/derive';
import { foldedKey } from '#shared/text/fold';
import {
  findDuplicatesOfEach,
  saveBibBatch,
  strongKey,
  type BibDraft,
  type Duplicate,
  type SavedDraft,
} from '#modules/collection/catalog';
import type { Overlay } from '../client.ts';
import type { BibEntry } from '../entries.ts';
import { pickMatch, type Match } from '../rules/pick-match.ts';
import { nothingSaved, placeOf, type NewRow, type Saved } from './saved.ts';

interface Work {
  entry: BibEntry;
  derived: DerivedBib;
}

/** By what two records of one batch could be one: they must not be saved with one question to the catalogue. */
function keysOf({ entry, derived }: Work): string[] {
  const { controlNumber, controlNumberSource, isbns, title } = derived;
  const numbers =
    controlNumber === null
      ? []
      : [`n ${controlNumberSource ?? ''} ${controlNumber}`, `m ${controlNumber} ${foldedKey(title)}`];
  const key = strongKey(entry.marc, derived);
  return [...numbers, ...isbns.map((isbn) => `i ${isbn}`), ...(key === null ? [] : [`t ${key}`])];
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

interface Decision {
  work: Work;
  match: Duplicate | undefined;
  /** What it may be, where it is a new record. */
  maybe: Duplicate[];
  isFromThisRun: boolean;
  draft: BibDraft | null;
}

function decide(
  work: Work,
  { match, maybe }: Match<Duplicate>,
  overlay: Overlay,
  isMade: boolean,
  isWritten: boolean,
): Decision {
  const { entry, derived } = work;
  const decision = { work, match, maybe, isFromThisRun: isMade || isWritten };
  if (!match)
    return {
      ...decision,
      draft: { mode: 'create', marc: entry.marc, derived, items: entry.items, hidden: entry.hidden ?? false },
    };
  // copies without any number would come again with every repetition
  const known = entry.items.filter((item) => item.barcode || item.accessionNumber);
  // one more row about a title that this run has made, or has written over: its copies alone
  if (entry.merges && (isMade || isWritten)) {
    return { ...decision, draft: { mode: 'items_only', bibId: match.bibId, items: isMade ? entry.items : known } };
  }
  if (overlay === 'skip') return { ...decision, draft: null };
  if (overlay === 'add_items_only') {
    return { ...decision, draft: { mode: 'items_only', bibId: match.bibId, items: known } };
  }
  return { ...decision, draft: { mode: 'replace', bibId: match.bibId, marc: entry.marc, derived, items: known } };
}

/** What became of a decision, before its copies. */
interface Kept {
  decision: Decision;
  bibId: number | null;
  /** Was the record written? (A replacement that says the same is not.) */
  written: boolean;
}

function report({ decision, bibId, written }: Kept, copies: SavedDraft | undefined, into: Saved): void {
  const { work, match, maybe, isFromThisRun, draft } = decision;
  const { entry } = work;
  const { tally } = into;
  const say = (outcome: NewRow['outcome'], code: string, params: NewRow['params'], bibId: number | null): void => {
    into.rows.push({ ...placeOf(entry), outcome, code, params, bibId });
  };
  if (!draft || bibId === null) {
    tally.skipped += 1;
    const code = isFromThisRun ? 'imports.repeated_in_file' : `imports.there_by_${match?.by ?? 'title'}`;
    say('skipped', code, { title: match?.title ?? '' }, match?.bibId ?? null);
    return;
  }
  const added = copies?.itemIds.length ?? 0;
  tally.items += added;
  for (const { at, code, params } of copies?.itemProblems ?? []) {
    const item = draft.items[at];
    say(
      'warning',
      code,
      { barcode: item?.barcode ?? '', accessionNumber: item?.accessionNumber ?? '', ...params },
      bibId,
    );
  }
  if (draft.mode === 'replace') into.replacedBibIds.push(bibId);
  if (draft.mode === 'create') {
    tally.created += 1;
    into.newBibIds.push(bibId);
    const [like] = maybe;
    if (like) say('warning', 'imports.title_maybe', { title: like.title }, bibId);
  } else if (isFromThisRun && entry.merges) {
    // one more row about a title that this run has made
    return;
  } else if (written || added > 0) {
    tally.updated += 1;
    const code = written ? 'imports.record_replaced' : 'imports.copies_added';
    say('updated', code, { copies: added, title: match?.title ?? '' }, bibId);
  } else {
    tally.skipped += 1;
    say('skipped', 'imports.nothing_new', { title: match?.title ?? '' }, bibId);
  }
}

/** What a run has done to the catalogue so far. */
export interface DoneByRun {
  /** Records from this id on were made by this run. */
  firstNewId: number;
  /** Records of before that an entry of this run has been written over. */
  replaced: ReadonlySet<number>;
}

/** Saves the titles of a batch with their copies. @param done what the batches before have done */
export async function saveBibs(
  trx: Tx,
  ctx: Ctx,
  entries: readonly BibEntry[],
  { overlay, done }: { overlay: Overlay; done: DoneByRun },
): Promise<Saved> {
  const kept: Kept[] = [];
  let waiting: Work[] = entries.map((entry) => ({ entry, derived: deriveBib(entry.marc) }));
  let first = done.firstNewId;
  const replaced = new Set(done.replaced);
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
      const isMade = ({ bibId }: { bibId: number }): boolean => bibId >= first;
      const isWritten = ({ bibId }: { bibId: number }): boolean => replaced.has(bibId);
      const picked = pickMatch(incoming, found[i] ?? [], (one) => isMade(one) || isWritten(one));
      const { match } = picked;
      const decision = decide(work, picked, overlay, match ? isMade(match) : false, match ? isWritten(match) : false);
      const target = decision.draft && match?.bibId;
      if (target && targets.has(target)) later.push(work);
      else decisions.push(decision);
      if (target) targets.add(target);
    });
    kept.push(...(await saveRecords(trx, ctx, decisions)));
    for (const { decision, bibId } of kept) {
      if (decision.draft?.mode === 'create') first = Math.min(first, bibId ?? first);
      if (decision.draft?.mode === 'replace' && bibId !== null) replaced.add(bibId);
    }
    waiting = [...later, ...rest];
  }
  const result = nothingSaved();
  const copies = await saveCopies(trx, ctx, kept);
  await keepRefused(trx, ctx, kept, copies);
  for (const one of kept) report(one, copies.get(one), result);
  const bibIdOf = kept.flatMap(({ decision: { work, match }, bibId }) => {
    const id = bibId ?? match?.bibId;
    return id === undefined ? [] : [[work.entry, id] as const];
  });
  return { ...result, bibIdOf: new Map(bibIdOf) };
}

/** The records of a round; decisions that write none are handed through. */
async function saveRecords(trx: Tx, ctx: Ctx, decisions: readonly Decision[]): Promise<Kept[]> {
  const drafts = decisions.flatMap(({ draft }) =>
    draft && draft.mode !== 'items_only' ? [{ ...draft, items: [] }] : [],
  );
  const saved = await saveBibBatch(trx, ctx, drafts);
  let next = 0;
  return decisions.map((decision): Kept => {
    const { draft } = decision;
    if (!draft || draft.mode === 'items_only') return { decision, bibId: draft?.bibId ?? null, written: false };
    const one = saved[next++];
    return { decision, bibId: one?.bibId ?? null, written: one?.written ?? false };
  });
}

/** What tells of a copy that the catalogue does not take goes back into the record that was written: it is not ours, and comes out again. */
async function keepRefused(
  trx: Tx,
  ctx: Ctx,
  kept: readonly Kept[],
  copies: ReadonlyMap<Kept, SavedDraft>,
): Promise<void> {
  const drafts = kept.flatMap((one): BibDraft[] => {
    const { draft, work } = one.decision;
    if (one.bibId === null || !draft || draft.mode === 'items_only') return [];
    const fields = (copies.get(one)?.itemProblems ?? []).flatMap(({ at }) => {
      // the draft's copies are the entry's, without those that have no number where the record was there
      const refused = draft.items[at];
      return work.entry.items.find((item) => item === refused)?.field ?? [];
    });
    const marc = { ...work.entry.marc, fields: [...work.entry.marc.fields, ...fields] };
    return fields.length === 0 ? [] : [{ mode: 'replace', bibId: one.bibId, marc, items: [] }];
  });
  if (drafts.length > 0) await saveBibBatch(trx, ctx, drafts);
}

/** The copies of all rounds, last: whoever adds a copy at a desk waits for the counters of their numbers until this transaction ends. */
async function saveCopies(trx: Tx, ctx: Ctx, kept: readonly Kept[]): Promise<Map<Kept, SavedDraft>> {
  const withCopies = kept.flatMap((one) => {
    const items = one.decision.draft?.items ?? [];
    return one.bibId === null || items.length === 0 ? [] : [{ one, draft: { bibId: one.bibId, items } }];
  });
  const drafts = withCopies.map(({ draft }): BibDraft => ({ mode: 'items_only', ...draft }));
  const saved = await saveBibBatch(trx, ctx, drafts);
  return new Map(withCopies.flatMap(({ one }, i) => (saved[i] ? [[one, saved[i]] as const] : [])));
}
