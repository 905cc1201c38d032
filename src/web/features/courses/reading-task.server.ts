import { selectBibCards } from '#modules/collection/catalog';
import { getLibrary } from '#modules/ground/libraries';
import type { ShownTask } from '#modules/learning/courses/client';
import { listHolds, placeHold } from '#modules/lending/circulation';
import { getOwnMember } from '#modules/people/members';
import type { Ctx } from '#platform/context';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { holdState } from '#web/features/circulation/parts/hold-words.server.ts';
import { pickupOf, pickupPlaces, type PickupPlace } from '#web/features/circulation/parts/pickup-places.server.ts';

type ReadingTask = Extract<ShownTask, { kind: 'reading' }>;

/** What somebody can do with a book of a list. */
interface BookWay {
  /** How their own reservation stands; null: they have none. */
  own: { mark: ReturnType<typeof holdState>['mark']; words: string } | null;
  /** It can be reserved by them; whether it may be is said when they do. */
  mayReserve: boolean;
}

/** What stands beside a reading list: how whoever reads it gets the books. */
export interface ReadingView {
  /** For each book of the list. */
  books: BookWay[];
  /** Where it can be collected, and where it is if nothing else is chosen. */
  places: PickupPlace[];
  pickup: string;
  /** The way to sign in and back; empty: it is of no use. */
  signIn: string;
  /** How a pupil without a card gets a book; empty: nobody learns here by a class. */
  pupil: string;
}

/** So many reservations somebody has at once, and more. */
const OWN = 200;
const NONE: BookWay = { own: null, mayReserve: false };

/** Whether there is a copy of each book that could be handed over. */
async function haveCopies(ctx: Ctx, { books }: ReadingTask): Promise<Set<number>> {
  const ids = books.flatMap(({ bibId }) => bibId ?? []);
  const cards = ids.length === 0 ? [] : await selectBibCards(ctx.db, [...new Set(ids)]);
  return new Set(cards.flatMap(({ id, holdings }) => (holdings.some(({ total }) => total > 0) ? [id] : [])));
}

async function memberView(ctx: Ctx, task: ReadingTask): Promise<ReadingView> {
  const [there, { data }, member, places] = await Promise.all([
    haveCopies(ctx, task),
    listHolds(ctx, { limit: OWN }),
    getOwnMember(ctx),
    pickupPlaces(ctx),
  ]);
  const books = task.books.map(({ bibId }): BookWay => {
    const hold = bibId === null ? undefined : data.find((one) => one.bibId === bibId && one.endedAt === null);
    if (!hold) return { own: null, mayReserve: bibId !== null && there.has(bibId) };
    const { mark, text } = holdState(hold, ctx);
    const words = m.course_tasks_reserved_own({ state: text, library: hold.pickupLibrary.name });
    return { own: { mark, words }, mayReserve: false };
  });
  return { books, places, pickup: String(member.homeLibraryId), signIn: '', pupil: '' };
}

/** How whoever reads a list gets the books. @param at where the task stands, and the library of a pupil who came in by a class (null: nobody did) */
export async function readingView(
  ctx: Ctx,
  task: ReadingTask,
  { path, classLibrary }: { path: string; classLibrary: number | null },
): Promise<ReadingView> {
  if (ctx.actor.kind === 'member') return memberView(ctx, task);
  const nothing = { books: task.books.map(() => NONE), places: [], pickup: '', signIn: '', pupil: '' };
  const hasRecord = task.books.some(({ bibId }) => bibId !== null);
  if (ctx.actor.kind !== 'anonymous' || !hasRecord) return nothing;
  if (classLibrary !== null)
    return { ...nothing, pupil: m.course_tasks_reserve_pupil({ library: (await getLibrary(ctx, classLibrary)).name }) };
  return { ...nothing, signIn: localizeHref(`/masuk?lanjut=${encodeURIComponent(localizeHref(path))}`) };
}

/** Reserves a book of a list for whoever is signed in. Throws as `placeHold`. @returns what is said */
export async function reserveListed(
  ctx: Ctx,
  asked: { bibId: number; title: string; pickup: string | undefined; requestKey: string | null },
): Promise<string> {
  const { bibId, title, pickup, requestKey } = asked;
  const hold = await placeHold(ctx, { bibId, ...pickupOf(pickup), requestKey });
  return m.course_tasks_reserved({ title, position: hold.position ?? 1, library: hold.pickupLibrary.name });
}
