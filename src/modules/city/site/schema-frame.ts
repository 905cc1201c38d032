import { z } from 'zod';
import { id } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { LINK_PLACES, MOST_LINKS, MOST_PEOPLE, MOST_SERVICES, type LinkPlace } from './rules/frame.ts';
import { addressInput } from './schema.ts';

const LABEL_LENGTH = 60;
const NAME_LENGTH = 120;
const ABOUT_LENGTH = 600;
const AT_LENGTH = 200;

const text = (most: number) => z.string().trim().max(most).default('');
/** The number of a row that was there before; null: it is a new one. */
const rowId = id.nullable().default(null);

const linkInput = z.object({
  id: rowId,
  label: requiredText(LABEL_LENGTH),
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

/** The links of a place, in their order. */
export const linksInput = (place: LinkPlace) =>
  z.object({ links: z.array(linkInput).max(MOST_LINKS[place]) }).superRefine(({ links }, issues) => {
    for (const [i, link] of links.entries()) {
      const reason = wrongOf(place, link);
      if (reason !== null) issues.addIssue({ code: 'custom', message: reason, path: ['links', i, 'href'] });
    }
  });
export const linksBody = z.object({ links: z.array(linkInput).max(Math.max(...Object.values(MOST_LINKS))) });
export type LinkInput = z.input<typeof linkInput>;
export type LinkWords = z.output<typeof linkInput>;
export const linkPlace = z.enum(LINK_PLACES);

/** What the foot says of the network in place of its main library's; empty: as that has it. */
export const contactInput = z.object({
  address: text(200),
  phone: text(40),
  email: z.union([z.literal(''), z.email().max(120)]).default(''),
});
export type ContactInput = z.input<typeof contactInput>;

const personInput = z.object({
  id: rowId,
  name: requiredText(NAME_LENGTH),
  role: requiredText(NAME_LENGTH),
  roleEn: text(NAME_LENGTH),
  about: text(ABOUT_LENGTH),
  aboutEn: text(ABOUT_LENGTH),
  pictureId: id.nullable().default(null),
  agreed: z.boolean().refine((agreed) => agreed, 'person_agrees'),
});
export const peopleInput = z.object({ people: z.array(personInput).max(MOST_PEOPLE) });
export type PersonInput = z.input<typeof personInput>;

const serviceInput = z.object({
  id: rowId,
  title: requiredText(NAME_LENGTH),
  titleEn: text(NAME_LENGTH),
  about: text(ABOUT_LENGTH),
  aboutEn: text(ABOUT_LENGTH),
  atWords: text(AT_LENGTH),
  atWordsEn: text(AT_LENGTH),
  href: addressInput,
});
export const servicesInput = z.object({ services: z.array(serviceInput).max(MOST_SERVICES) });
export type ServiceInput = z.input<typeof serviceInput>;
