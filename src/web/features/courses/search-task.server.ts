import type { BibCard } from '#modules/collection/catalog';
import { listOpenLibraries } from '#modules/ground/libraries';
import { foundCards, ownLibrary, searchForTask, type Learner } from '#modules/learning/courses';
import type { Away, FoundFault, Outcome, ShownTask } from '#modules/learning/courses/client';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { describeBook } from '#web/features/catalog/parts/describe-book.server.ts';
import type { BookView } from '#web/features/catalog/parts/book-view.ts';
import { MOST_CHOSEN, searchFields, searchHref, usedFilters, type TaskSearch } from './task-search.server.ts';

type SearchTask = Extract<ShownTask, { kind: 'search' }>;

/** Why a record is not what is asked for. */
function faultWords(fault: FoundFault, year: number | null): string {
  const at = String(year ?? '');
  const words: Record<FoundFault, () => string> = {
    unknown: m.learn_fault_unknown,
    other_topic: m.learn_fault_other_topic,
    too_old: () => m.learn_fault_too_old({ year: at }),
    too_new: () => m.learn_fault_too_new({ year: at }),
    no_year: m.learn_fault_no_year,
    other_language: m.learn_fault_other_language,
    other_material: m.learn_fault_other_material,
    other_audience: m.learn_fault_other_audience,
    no_copy: m.learn_fault_no_copy,
    on_loan: m.learn_fault_on_loan,
    elsewhere: m.learn_fault_elsewhere,
    too_far: m.learn_fault_elsewhere,
  };
  return words[fault]();
}

type Judged = Extract<Outcome, { kind: 'search' }>;

/** Where the nearest copy of a record is that is too far, as far as that is known. */
function farWords(away: Away | undefined, near: Judged['near']): string {
  if (!away || !near) return m.learn_fault_elsewhere();
  const at = { library: away.library.name, from: near.name };
  return away.km === null ? m.learn_fault_too_far_unknown(at) : m.learn_fault_too_far({ ...at, count: away.km });
}

/** A record that was chosen. */
export interface ChosenView {
  id: number;
  title: string;
  /** Null: nobody finds it in the catalogue any more. */
  book: BookView | null;
  /** What came of it; null: it was not looked at yet. */
  fate: { isRight: boolean; words: string } | null;
  dropHref: string;
}

/** Near which library it has to be. */
export interface NearView {
  /** In a sentence, where it is known. */
  words: string | null;
  /** Else libraries to choose from, with the one that was chosen. */
  libraries: { value: number; label: string }[];
  chosen: number | null;
}

/** Near which library a task asks; null: near none. @param before what was chosen when it was answered last */
async function nearView(
  ctx: Ctx,
  { near: km }: SearchTask,
  { learner, chosen, before }: { learner: Learner; chosen: number | null; before: number | string | null },
): Promise<NearView | null> {
  if (km === null) return null;
  const own = await ownLibrary(ctx, learner);
  const open = own ? [] : await listOpenLibraries(ctx);
  const last = open.find(({ id, code }) => id === before || code === before)?.id ?? null;
  return {
    words: own && m.learn_near_own({ library: own.name, count: km }),
    libraries: open.map(({ id, name }) => ({ value: id, label: name })),
    chosen: chosen ?? last,
  };
}

/** What a task of searching shows beside what it asks. */
export interface SearchView {
  q: string;
  from: string;
  to: string;
  available: boolean;
  isNarrowed: boolean;
  near: NearView | null;
  /** Hidden fields by which other forms carry the search along. */
  carried: [name: string, value: string][];
  chosen: ChosenView[];
  /** Null: nobody searched yet. */
  found: { total: number; hits: { book: BookView; pickHref: string | null }[] } | null;
}

function chosenView(ctx: Ctx, task: SearchTask, search: TaskSearch, cards: readonly BibCard[]): ChosenView[] {
  const { outcome } = task.standing;
  const near = outcome?.kind === 'search' ? outcome.near : undefined;
  return search.chosen.map((id) => {
    const card = cards.find((one) => one.id === id);
    const judged = outcome?.kind === 'search' ? outcome.found.find(({ bibId }) => bibId === id) : undefined;
    const faults =
      judged?.faults.map((fault) =>
        fault === 'too_far' ? farWords(judged.away, near) : faultWords(fault, card?.year ?? null),
      ) ?? [];
    return {
      id,
      title: card?.title ?? m.learn_record_gone(),
      book: card ? describeBook(ctx, card) : null,
      fate: judged ? { isRight: faults.length === 0, words: faults.join('; ') } : null,
      dropHref: searchHref(task.id, { ...search, chosen: search.chosen.filter((one) => one !== id) }),
    };
  });
}

/** What was searched and chosen in a task. @param asked the search of the address; null: it is not one for this task */
export async function searchView(
  ctx: Ctx,
  task: SearchTask,
  at: { course: string; lesson: string; learner: Learner; asked: TaskSearch | null },
): Promise<SearchView> {
  const { answer } = task.standing;
  const before = answer?.kind === 'search' ? answer.bibIds : [];
  const search = at.asked ?? { q: '', from: null, to: null, available: false, near: null, chosen: before };
  const { q, from, to, available } = search;
  const [cards, found] = await Promise.all([
    search.chosen.length === 0 ? [] : foundCards(ctx, search.chosen),
    q === ''
      ? null
      : searchForTask(
          ctx,
          {
            ...{ course: at.course, lesson: at.lesson, taskId: task.id, q },
            ...{ yearFrom: from ?? undefined, yearTo: to ?? undefined, available: available || undefined },
          },
          at.learner,
        ),
  ]);
  const canChoose = (id: number): boolean => !search.chosen.includes(id) && search.chosen.length < MOST_CHOSEN;
  return {
    q,
    from: String(from ?? ''),
    to: String(to ?? ''),
    available,
    isNarrowed: usedFilters(search).length > 0,
    near: await nearView(ctx, task, {
      ...{ learner: at.learner, chosen: search.near },
      before: answer?.kind === 'search' ? (answer.near ?? null) : null,
    }),
    carried: searchFields(search),
    chosen: chosenView(ctx, task, search, cards),
    found: found && {
      total: found.total,
      hits: found.hits.map((card) => ({
        book: describeBook(ctx, card),
        pickHref: canChoose(card.id) ? searchHref(task.id, { ...search, chosen: [...search.chosen, card.id] }) : null,
      })),
    },
  };
}
