import type { Ctx } from '#platform/context';
import { authorize, can } from '#platform/rights/authorize';
import { findContact, selectLinks, type LinkRow, type SiteContact } from '../data/links.queries.ts';
import { findListVersion } from '../data/lists.queries.ts';
import { selectPeople, selectServices, type PersonRow, type ServiceRow } from '../data/people.queries.ts';
import { selectChoices, type TargetRow } from '../data/targets.queries.ts';
import { permissionFor } from '../managed-page.ts';
import type { LinkPlace } from '../rules/frame.ts';
import { whereLinksLead } from './where-links-lead.ts';

/** Of each kind. */
const MOST_CHOICES = 200;

/** What a link leads to, by the title that whoever asks may know. */
type Target = Pick<TargetRow, 'kind' | 'id' | 'title' | 'libraryId' | 'href'>;

/** Who may not write a page knows it as everybody saw it. */
const targetFor =
  ({ actor }: Pick<Ctx, 'actor'>) =>
  ({ pageKind, title, shownTitle, ...target }: TargetRow): Target => {
    const writes = pageKind === null || can(actor, permissionFor(pageKind), target.libraryId);
    return { ...target, title: writes ? title : (shownTitle ?? '') };
  };

/** A link as it was chosen, with what it leads to now. */
export interface ChosenLink extends LinkRow {
  /** A thing of ours that it leads to; null: an address of its own, nothing, or what is there no more. */
  target: Target | null;
}

/** The links of a place as they were chosen. Needs `site.edit` at the library, network-wide for the network. */
export async function listLinks(
  ctx: Ctx,
  { libraryId, place }: { libraryId: number | null; place: LinkPlace },
): Promise<{ links: ChosenLink[]; version: number }> {
  authorize(ctx, 'site.edit', libraryId);
  const version = await findListVersion(ctx.db, { libraryId, kind: place });
  const links = await selectLinks(ctx.db, { libraryId, place });
  const whither = await whereLinksLead(ctx, links);
  const told = targetFor(ctx);
  const chosen = links.map((link): ChosenLink => {
    const target = whither(link);
    return { ...link, target: target ? told(target) : null };
  });
  return { links: chosen, version };
}

/** What links of a library (null: of the network) can lead to. Needs `site.edit` there. */
export async function listLinkChoices(ctx: Ctx, libraryId: number | null): Promise<Target[]> {
  authorize(ctx, 'site.edit', libraryId);
  const choices = await selectChoices(ctx.db, { libraryId, now: ctx.clock.now(), limit: MOST_CHOICES });
  return choices.map(targetFor(ctx));
}

/** What the foot says of the network. Needs `site.edit` network-wide. */
export async function getContact(ctx: Ctx): Promise<SiteContact & { version: number }> {
  authorize(ctx, 'site.edit', null);
  const version = await findListVersion(ctx.db, { libraryId: null, kind: 'contact' });
  return { ...((await findContact(ctx.db)) ?? { address: '', phone: '', email: '' }), version };
}

/** Whom of its staff a library shows, and since when they agree. Needs `site.edit` there. */
export async function listPeople(ctx: Ctx, libraryId: number): Promise<{ people: PersonRow[]; version: number }> {
  authorize(ctx, 'site.edit', libraryId);
  const version = await findListVersion(ctx.db, { libraryId, kind: 'people' });
  return { people: await selectPeople(ctx.db, { libraryId, open: false }), version };
}

/** What a library does for people. Needs `site.edit` there. */
export async function listServices(ctx: Ctx, libraryId: number): Promise<{ services: ServiceRow[]; version: number }> {
  authorize(ctx, 'site.edit', libraryId);
  const version = await findListVersion(ctx.db, { libraryId, kind: 'services' });
  return { services: await selectServices(ctx.db, { libraryId, open: false }), version };
}
