import { z } from 'zod';
import { idText, versionText } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { internationalPhone } from '#shared/phone-number';
import { TICKET_TEXT_LENGTH } from './client.ts';
import { ABOUT_KINDS, ANSWER_OUTCOMES, CONTACT_KINDS, PERSON_VIAS, RATINGS, TICKET_KINDS } from './rules/states.ts';
import { LAW_UNITS } from './rules/targets.ts';

const emptyAsNull = (value: unknown): unknown => (value === '' ? null : value);
const text = requiredText(TICKET_TEXT_LENGTH);

const contactFields = {
  contactKind: z.enum(CONTACT_KINDS),
  /** E-mail address or telephone number, for these kinds. */
  contact: z.string().trim().max(254).default(''),
  contactName: z.string().trim().max(100).default(''),
};

interface Contact {
  contactKind: (typeof CONTACT_KINDS)[number];
  contact: string;
  contactName: string;
}
/** The address as it is kept: a number in international form; of who gives none, neither address nor name. */
function readContact<T extends Contact>(given: T, check: z.RefinementCtx): T {
  const wrong = (message: string): T => {
    check.addIssue({ code: 'custom', path: ['contact'], message });
    return given;
  };
  if (given.contactKind === 'none') return { ...given, contact: '', contactName: '' };
  if (given.contactKind === 'account') return { ...given, contact: '', contactName: '' };
  if (given.contact === '') return wrong('required');
  if (given.contactKind === 'email') {
    return z.email().safeParse(given.contact).success ? { ...given, contact: given.contact } : wrong('invalid');
  }
  const phone = internationalPhone(given.contact);
  return phone === null ? wrong('invalid') : { ...given, contact: phone };
}

const aboutInput = z
  .object({ kind: z.enum(ABOUT_KINDS), ref: z.string().trim().min(1).max(200) })
  .refine(({ kind, ref }) => (kind === 'page' ? /^\/(?!\/)[\w/.-]*$/.test(ref) : /^[1-9]\d{0,14}$/.test(ref)), {
    path: ['ref'],
    error: 'invalid',
  });

const ticketFields = {
  kind: z.enum(TICKET_KINDS),
  text,
  /** Left out: the main library answers. */
  libraryId: z.preprocess(emptyAsNull, idText.nullable()).default(null),
  about: aboutInput.nullable().default(null),
  ...contactFields,
};
export const ticketInput = z
  .object({ ...ticketFields, via: z.enum(PERSON_VIAS).default('site') })
  .transform(readContact);
export type TicketInput = z.input<typeof ticketInput>;

/** What changed because of a ticket. */
export const changeInput = z.object({
  changeText: requiredText(500),
  changePublic: z.boolean().default(false),
  version: versionText,
});
export type ChangeInput = z.input<typeof changeInput>;

/** `title`: what lists call the ticket, where its words were its first ones; '' = as before. */
export const roughInput = z.object({ rough: z.boolean(), title: z.string().trim().max(80).default('') });

/** What somebody at a desk writes down for a person. */
export const deskTicketInput = z
  .object({
    ...ticketFields,
    libraryId: idText,
    /** The card of a member, for the contact `account`. */
    memberNumber: z.string().trim().max(40).default(''),
    /** In which they are written to. Left out: that of whoever writes it down. */
    language: z.enum(['id', 'en']).optional(),
  })
  .transform(readContact);
export type DeskTicketInput = z.input<typeof deskTicketInput>;

export const messageInput = z.object({ text });
export const ratingInput = z.object({ rating: z.enum(RATINGS), words: z.string().trim().max(1000).default('') });
export type RatingInput = z.input<typeof ratingInput>;

export const answerInput = z
  .object({
    text,
    outcome: z.enum(ANSWER_OUTCOMES),
    /** What changed because of it. */
    changeText: z.string().trim().max(500).default(''),
    changePublic: z.boolean().default(false),
    version: versionText,
  })
  .refine(({ changePublic, changeText }) => !changePublic || changeText !== '', {
    path: ['changeText'],
    error: 'required',
  });
export type TicketAnswerInput = z.input<typeof answerInput>;

export const noteInput = z.object({ text });
export const tagsInput = z.object({
  tags: z
    .array(
      z
        .string()
        .trim()
        .toLowerCase()
        .max(40, 'invalid')
        .regex(/^[\p{L}\p{Nd}][\p{L}\p{Nd} -]*$/u, 'invalid'),
    )
    .max(10),
});

export const handOverInput = z.object({
  to: requiredText(150),
  number: z.string().trim().max(60).default(''),
  text,
  version: versionText,
});
export type HandOverInput = z.input<typeof handOverInput>;

export const cannedInput = z.object({
  title: requiredText(80),
  text,
  /** The same for who is answered in English. */
  textEn: z.string().trim().max(TICKET_TEXT_LENGTH).default(''),
  kind: z.preprocess(emptyAsNull, z.enum(TICKET_KINDS).nullable()).default(null),
});
export type CannedInput = z.input<typeof cannedInput>;

export const targetInput = z
  .object({
    kind: z.enum(TICKET_KINDS),
    firstDays: z.coerce.number().int().min(1).max(60),
    solveDays: z.preprocess(emptyAsNull, z.coerce.number().int().min(1).max(250).nullable()).default(null),
    source: z.string().trim().max(200).default(''),
    lawDays: z.preprocess(emptyAsNull, z.coerce.number().int().min(1).max(365).nullable()).default(null),
    lawUnit: z.enum(LAW_UNITS).default('working'),
  })
  .refine(({ firstDays, solveDays }) => solveDays === null || solveDays >= firstDays, {
    path: ['solveDays'],
    error: 'invalid',
  })
  // a limit without its rule says nothing
  .refine(({ lawDays, source }) => lawDays === null || source !== '', { path: ['source'], error: 'required' })
  .refine(
    ({ lawDays, lawUnit, solveDays }) =>
      lawUnit === 'calendar' || lawDays === null || solveDays === null || solveDays <= lawDays,
    { path: ['lawDays'], error: 'invalid' },
  );
export type TargetInput = z.input<typeof targetInput>;
