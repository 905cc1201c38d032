import { findShownCollection } from '#modules/city/collections';
import { tiedTo, type TiedPartner } from '#modules/city/partners';
import { selectBibTitles } from '#modules/collection/catalog';
import { getProgram } from '#modules/community/programs';
import { isOver, isPublic } from '#modules/community/programs/client';
import { openCoursesById } from '#modules/learning/courses';
import type { Ctx } from '#platform/context';
import type { Db, Tx } from '#platform/database/db';
import { AppError } from '#platform/errors';
import type { CampaignPartner, PromotedThing } from '../client.ts';
import { selectThings, type ThingRow } from '../data/things.queries.ts';
import type { ThingKind, ThingState } from '../rules/terms.ts';

type Looking = Pick<Ctx, 'locale' | 'actor'> & { db: Db | Tx };
/** A thing as it is now; null = it is not there for whoever asks. */
type Now = { title: string; href: string | null; state: ThingState } | null;

async function programNow({ db, actor }: Looking, id: number): Promise<Now> {
  try {
    const { isTemplate, state, title, slug } = await getProgram({ db, actor }, id);
    if (isTemplate) return null;
    if (!isPublic(state) || state === 'cancelled') return { title, href: null, state: 'unseen' };
    return { title, href: `/kegiatan/${slug}`, state: isOver(state) ? 'over' : 'open' };
  } catch (error) {
    if (error instanceof AppError && error.status === 404) return null;
    throw error;
  }
}

async function recordNow({ db }: Looking, id: number): Promise<Now> {
  const [bib] = await selectBibTitles(db, [id]);
  return bib ? { title: bib.title, href: `/katalog/${bib.id}`, state: 'open' } : null;
}

async function courseNow(ctx: Looking, id: number): Promise<Now> {
  const [course] = await openCoursesById(ctx, [id]);
  return course ? { title: course.title, href: `/kelas/${course.slug}`, state: 'open' } : null;
}

async function collectionNow({ db }: Looking, id: number): Promise<Now> {
  const found = await findShownCollection(db, id);
  return found && { title: found.title, href: `/koleksi-pilihan/${found.slug}`, state: 'open' };
}

const NOW: Record<ThingKind, (ctx: Looking, id: number) => Promise<Now>> = {
  program: programNow,
  record: recordNow,
  course: courseNow,
  collection: collectionNow,
};

/** Something that may be promoted, as it is now; null = there is none that whoever asks could see. */
export const thingNow = async (ctx: Looking, kind: ThingKind, id: number): Promise<Now> => NOW[kind](ctx, id);

/** Which row it stands for; null = it was deleted. */
const pointer = ({ programId, bibId, courseId, collectionId }: ThingRow): number | null =>
  programId ?? bibId ?? courseId ?? collectionId;

/** What a campaign promotes, as it is now; of what is deleted or nobody sees the name that it had. */
export async function viewThings(ctx: Looking, campaignId: number): Promise<PromotedThing[]> {
  const things: PromotedThing[] = [];
  for (const row of await selectThings(ctx.db, campaignId)) {
    const { id, kind, programId, title } = row;
    const thingId = pointer(row);
    const now = thingId === null ? null : await thingNow(ctx, kind, thingId);
    const was = { title, href: null, state: thingId === null ? ('gone' as const) : ('unseen' as const) };
    things.push({ id, kind, thingId, programId, ...(now ?? was) });
  }
  return things;
}

/** With whom that is done which a campaign promotes: whoever keeps partners reads all of them, others what everybody reads. */
export async function partnersOf(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  things: readonly Pick<PromotedThing, 'kind' | 'thingId'>[],
): Promise<CampaignPartner[]> {
  const found = new Map<number, CampaignPartner>();
  for (const { kind, thingId } of things)
    for (const { partnerId, name } of await tiedTogether(ctx, kind, thingId)) found.set(partnerId, { partnerId, name });
  return [...found.values()].toSorted((one, other) => one.name.localeCompare(other.name));
}

async function tiedTogether(
  ctx: Pick<Ctx, 'actor' | 'db'>,
  kind: ThingKind,
  id: number | null,
): Promise<Pick<TiedPartner, 'partnerId' | 'name'>[]> {
  if (id === null) return [];
  if (kind === 'program') return tiedTo(ctx, { programId: id });
  if (kind === 'course') return tiedTo(ctx, { courseId: id });
  return kind === 'collection' ? tiedTo(ctx, { collectionId: id }) : [];
}
