import { picturesOf } from '#modules/ground/content';
import { getLibrary } from '#modules/ground/libraries';
import type { Ctx } from '#platform/context';
import { networkFrame, selectLinks, type SiteContact } from '../data/links.queries.ts';
import { selectPeople, selectServices } from '../data/people.queries.ts';
import type { LinkPlace } from '../rules/frame.ts';
import type { ShownLink, ShownPerson, ShownService } from '../client.ts';
import { drawnLinks, whereLinksLead } from './where-links-lead.ts';

/** What staff chose to stand around every public page, beside what is built in. */
interface SiteFrame extends Readonly<Record<LinkPlace, ShownLink[]>> {
  /** Null: as the main library has it. */
  contact: SiteContact | null;
}

/** What stands around every public page, in the language of the reader: kept in memory; where links lead to things of ours is one question. */
export async function siteFrame(ctx: Ctx): Promise<SiteFrame> {
  const { links, contact } = await networkFrame.of(ctx.db);
  const whither = await whereLinksLead(ctx, links);
  const drawn = (place: LinkPlace): ShownLink[] =>
    drawnLinks(
      links.filter((link) => link.place === place),
      whither,
      ctx.locale,
    );
  return { menu: drawn('menu'), foot: drawn('foot'), accounts: drawn('accounts'), contact };
}

/** The links of the own small site of a library that is open, in the language of the reader. Throws `libraries.not_found`. */
export async function libraryLinks(ctx: Ctx, libraryId: number): Promise<ShownLink[]> {
  if (!(await getLibrary(ctx, libraryId)).active) return [];
  const links = await selectLinks(ctx.db, { libraryId, place: 'menu' });
  return drawnLinks(links, await whereLinksLead(ctx, links), ctx.locale);
}

/** A text in the language of the reader, Indonesian where it was not written in theirs. */
const said = (locale: Ctx['locale'], text: string, english: string): { text: string; language: 'id' | 'en' } =>
  locale === 'en' && english !== '' ? { text: english, language: 'en' } : { text, language: 'id' };

/** Whom of its staff a library that is open shows, in the language of the reader. */
export async function shownPeople({ db, locale }: Ctx, libraryId: number): Promise<ShownPerson[]> {
  const rows = await selectPeople(db, { libraryId, open: true });
  const pictures = await picturesOf(
    db,
    rows.flatMap(({ pictureId }) => pictureId ?? []),
  );
  return rows.map(({ id, name, pictureId, ...row }) => {
    const role = said(locale, row.role, row.roleEn);
    const about = said(locale, row.about, row.aboutEn);
    return {
      ...{ id, name, role: role.text, about: about.text },
      languages: { role: role.language, about: about.language },
      picture: (pictureId !== null && pictures.get(pictureId)) || null,
    };
  });
}

/** What a library that is open does for people, in the language of the reader. */
export async function shownServices({ db, locale }: Ctx, libraryId: number): Promise<ShownService[]> {
  const rows = await selectServices(db, { libraryId, open: true });
  return rows.map(({ id, href, ...row }) => {
    const title = said(locale, row.title, row.titleEn);
    const about = said(locale, row.about, row.aboutEn);
    const atWords = said(locale, row.atWords, row.atWordsEn);
    return {
      ...{ id, href, title: title.text, about: about.text, atWords: atWords.text },
      languages: { title: title.language, about: about.language, atWords: atWords.language },
    };
  });
}
