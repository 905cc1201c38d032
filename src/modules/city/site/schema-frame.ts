import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { LINK_PLACES, MOST_LINKS, MOST_PEOPLE, MOST_SERVICES, type LinkPlace } from './rules/frame.ts';
import { addressInput } from './schema.ts';

const LABEL_LENGTH = 60;
const NAME_LENGTH = 120;
const ABOUT_LENGTH = 600;
const AT_LENGTH = 200;

/** Signs that nobody sees, or that turn the words beside them round. */
const hasUnseen = (words: string): boolean => /\p{C}/u.test(words);
const hasLetters = (words: string): boolean => /[\p{L}\p{N}]/u.test(words);
const line = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((words) => !hasUnseen(words), 'unseen_signs');
/** One line of words, that may be left out. */
const text = (most: number) =>
  line(most)
    .refine((words) => words === '' || hasLetters(words), 'no_letters')
    .default('');
/** One line of words by which something is known. */
const named = (most: number) =>
  line(most)
    .min(1)
    .refine((words) => words === '' || hasLetters(words), 'no_letters');
/** Words that may have several lines. */
const lines = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .refine((words) => !hasUnseen(words.replaceAll(/[\t\r\n]/g, ' ')), 'unseen_signs')
    .default('');
/** The number of a row that was there before; null: it is a new one. */
const rowId = id.nullable().default(null);

const linkInput = z.object({
  id: rowId,
  label: named(LABEL_LENGTH),
  labelEn: text(LABEL_LENGTH),
  pageId: id.nullable().default(null),
  topicId: id.nullable().default(null),
  collectionId: id.nullable().default(null),
  href: addressInput,
});

/** Why a link cannot stand in a place; null: it can. */
function wrongOf(place: LinkPlace, { pageId, topicId, collectionId, href }: LinkWords): string | null {
  const leads = [pageId, topicId, collectionId].filter((one) => one !== null).length + (href === '' ? 0 : 1);
  if (leads > 1) return 'leads_twice';
  // in the foot it stands over those that follow
  if (leads === 0) return place === 'foot' ? null : 'required';
  // accounts are elsewhere on the web
  return place === 'accounts' && !/^https?:/i.test(href) ? 'address' : null;
}

/** Headings that another one before them has, in either language: each is the name of a landmark of the page. */
function repeatedHeadings(links: readonly LinkWords[]): number[] {
  const seen = { label: new Set<string>(), labelEn: new Set<string>() };
  return links.flatMap((link, i) => {
    if (link.href !== '' || link.pageId !== null || link.topicId !== null || link.collectionId !== null) return [];
    const names = { label: link.label.toLowerCase(), labelEn: (link.labelEn || link.label).toLowerCase() };
    const again = seen.label.has(names.label) || seen.labelEn.has(names.labelEn);
    seen.label.add(names.label);
    seen.labelEn.add(names.labelEn);
    return again ? [i] : [];
  });
}

/** The links of a place, in their order. */
export const linksInput = (place: LinkPlace) =>
  z.object({ links: z.array(linkInput).max(MOST_LINKS[place]) }).superRefine(({ links }, issues) => {
    for (const [i, link] of links.entries()) {
      const reason = wrongOf(place, link);
      if (reason !== null) issues.addIssue({ code: 'custom', message: reason, path: ['links', i, 'href'] });
    }
    for (const i of place === 'foot' ? repeatedHeadings(links) : []) {
      issues.addIssue({ code: 'custom', message: 'heading_twice', path: ['links', i, 'label'] });
    }
  });
export const linksBody = z.object({ links: z.array(linkInput).max(Math.max(...Object.values(MOST_LINKS))) });
export type LinkInput = z.input<typeof linkInput>;
export type LinkWords = z.output<typeof linkInput>;
export const linkPlace = z.enum(LINK_PLACES);

/** One number that can be dialled: figures with what people write between them. */
const isOnePhone = (phone: string): boolean =>
  /^\+?[\d ().-]+$/.test(phone) && /^\d{3,20}$/.test(phone.replaceAll(/\D/g, ''));

/** What the foot says of the network in place of its main library's; empty: as that has it. */
export const contactInput = z.object({
  address: text(200),
  phone: z
    .string()
    .trim()
    .max(40)
    .refine((phone) => phone === '' || isOnePhone(phone), 'phone')
    .default(''),
  email: z.union([z.literal(''), z.email().max(120)]).default(''),
});
export type ContactInput = z.input<typeof contactInput>;

const personInput = z.object({
  id: rowId,
  name: named(NAME_LENGTH),
  role: named(NAME_LENGTH),
  roleEn: text(NAME_LENGTH),
  about: lines(ABOUT_LENGTH),
  aboutEn: lines(ABOUT_LENGTH),
  pictureId: id.nullable().default(null),
  agreed: z.boolean().default(false).describe('they agree now; needed of who is new, and with another name or picture'),
});
export const peopleInput = z.object({ people: z.array(personInput).max(MOST_PEOPLE) });
export type PersonInput = z.input<typeof personInput>;

const serviceInput = z.object({
  id: rowId,
  title: named(NAME_LENGTH),
  titleEn: text(NAME_LENGTH),
  about: lines(ABOUT_LENGTH),
  aboutEn: lines(ABOUT_LENGTH),
  atWords: text(AT_LENGTH),
  atWordsEn: text(AT_LENGTH),
  href: addressInput,
});
export const servicesInput = z.object({ services: z.array(serviceInput).max(MOST_SERVICES) });
export type ServiceInput = z.input<typeof serviceInput>;
