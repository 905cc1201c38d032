import type { Ctx } from '#platform/context';
import type { LinkRow } from '../data/links.queries.ts';
import { selectTargets, type TargetRow } from '../data/targets.queries.ts';
import { overSomething } from '../rules/frame.ts';
import type { ShownLink } from '../client.ts';

type Leads = Pick<LinkRow, 'pageId' | 'topicId' | 'collectionId'>;

/** The numbers of what links lead to, by kind. */
export const targetsOf = (links: readonly Leads[]): Record<TargetRow['kind'], number[]> => ({
  page: links.flatMap(({ pageId }) => pageId ?? []),
  topic: links.flatMap(({ topicId }) => topicId ?? []),
  collection: links.flatMap(({ collectionId }) => collectionId ?? []),
});

/** Finds what a link leads to among what links lead to; undefined: it has an address of its own, or what was there is gone. */
type Whither = (link: Leads) => TargetRow | undefined;

/** What links lead to as it is now, in one question; none where all have addresses of their own. */
export async function whereLinksLead(
  { db, clock }: Pick<Ctx, 'db' | 'clock'>,
  links: readonly Leads[],
): Promise<Whither> {
  const ids = targetsOf(links);
  const some = Object.values(ids).some((of) => of.length > 0);
  const found = new Map(
    (some ? await selectTargets(db, ids, clock.now()) : []).map((row) => [`${row.kind} ${row.id}`, row]),
  );
  return ({ pageId, topicId, collectionId }) =>
    found.get(`page ${pageId}`) ?? found.get(`topic ${topicId}`) ?? found.get(`collection ${collectionId}`);
}

/** Links as readers see them: what nobody sees any more is left out, what has another address is followed. */
export function drawnLinks(links: readonly LinkRow[], whither: Whither, locale: Ctx['locale']): ShownLink[] {
  const drawn = links.flatMap((link): ShownLink[] => {
    const { id, label, labelEn, pageId, topicId, collectionId } = link;
    const english = locale === 'en' && labelEn !== '';
    const own = pageId === null && topicId === null && collectionId === null;
    const href = own ? link.href : (whither(link)?.href ?? null);
    return href === null ? [] : [{ id, label: english ? labelEn : label, language: english ? 'en' : 'id', href }];
  });
  return overSomething(drawn);
}
