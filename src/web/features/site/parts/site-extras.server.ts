import { libraryLinks, shownPeople, shownServices, siteFrame } from '#modules/city/site';
import type { ShownLink } from '#modules/city/site/client';
import { m } from '#i18n/messages';
import type { Ctx } from '#platform/context';
import type { NetworkContact } from '#web/kit/frame/contact.ts';
import { networkContact } from '#web/kit/frame/shell.server.ts';
import type { ExtraLink, SiteExtras } from '#web/kit/frame/site-extras.ts';
import type { PictureView } from '../block-view.ts';
import { addressFor, pictureView } from './block-view.server.ts';

const linkView =
  (locale: Ctx['locale']) =>
  ({ id, label, language, href }: ShownLink): ExtraLink => ({
    ...{ id, label, href: addressFor(href) },
    lang: language === locale ? undefined : language,
  });

/** Links of the foot under the headings that stand over them. */
function underHeadings(links: readonly ExtraLink[]): SiteExtras['foot'] {
  const groups: { id: number; title: string; lang: string | undefined; links: ExtraLink[] }[] = [];
  for (const link of links) {
    const last = groups.at(-1);
    if (link.href === '') groups.push({ id: link.id, title: link.label, lang: link.lang, links: [] });
    else if (last) last.links.push(link);
    else groups.push({ id: link.id, title: m.site_foot_more(), lang: undefined, links: [link] });
  }
  return groups;
}

/** What staff chose to stand around public pages, and where the network is reached. */
export async function siteExtras(ctx: Ctx): Promise<{ extras: SiteExtras; contact: NetworkContact | null }> {
  const { menu, foot, accounts, contact: words } = await siteFrame(ctx);
  const main = await networkContact(ctx);
  const view = linkView(ctx.locale);
  return {
    extras: { menu: menu.map(view), foot: underHeadings(foot.map(view)), accounts: accounts.map(view) },
    contact: main && {
      ...main,
      address: words?.address || main.address,
      phone: words?.phone || main.phone,
      email: words?.email || main.email,
    },
  };
}

/** One of staff, as a page shows them. */
export interface PersonView {
  id: number;
  name: string;
  role: string;
  about: string;
  /** The language of each of its texts, where it is not the reader's. */
  lang: { role: string | undefined; about: string | undefined };
  picture: PictureView | null;
}
/** A service, as a page shows it. */
export interface ServiceView {
  id: number;
  title: string;
  about: string;
  atWords: string;
  /** The language of each of its texts, where it is not the reader's. */
  lang: { title: string | undefined; about: string | undefined; atWords: string | undefined };
  /** Null: no more of it stands anywhere. */
  href: string | null;
}

/** What the own staff of a library tell of it: its people, its services, its links. */
export async function ownWords(
  ctx: Ctx,
  libraryId: number,
): Promise<{ people: PersonView[]; services: ServiceView[]; links: ExtraLink[] }> {
  const langOf = (language: 'id' | 'en') => (language === ctx.locale ? undefined : language);
  const people = await shownPeople(ctx, libraryId);
  const services = await shownServices(ctx, libraryId);
  return {
    people: people.map(({ languages, picture, ...person }) => ({
      ...person,
      lang: { role: langOf(languages.role), about: langOf(languages.about) },
      picture: picture && pictureView(picture),
    })),
    services: services.map(({ languages, href, ...service }) => ({
      ...service,
      lang: { title: langOf(languages.title), about: langOf(languages.about), atWords: langOf(languages.atWords) },
      href: href === '' ? null : addressFor(href),
    })),
    links: (await libraryLinks(ctx, libraryId)).map(linkView(ctx.locale)),
  };
}
