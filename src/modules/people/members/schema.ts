import { z } from 'zod';
import { HEARD_FROM } from '#modules/ground/heard-from';
import { libraryRef } from '#modules/ground/libraries';
import { day, standingDay } from '#platform/requests/bounds';
import { optionalText, requiredText } from '#platform/requests/parse-input';
import { byField } from './rules/member-fields.ts';
import { MAX_CONTACTS, memberKinds, memberStatuses, sexes } from './client.ts';

const noDay = z.literal('').transform(() => null);
const optionalDay = z.union([noDay, day]).nullable();
const optionalStandingDay = z.union([noDay, standingDay]).nullable();
const email = optionalText(200).refine((value) => value === null || z.email().safeParse(value).success, 'email');
export const phone = optionalText(40).refine((value) => value === null || /^\+?[\d\s().-]{6,}$/.test(value), 'phone');
/** Figures, letters and a few signs that scanners and addresses bear; spaces are taken out. */
export const memberNumber = z
  .string()
  .max(100)
  .transform((value) => value.replace(/\s/g, ''))
  .pipe(z.string().regex(/^[A-Za-z0-9][A-Za-z0-9./-]{0,29}$/, 'member_number'));

const contactFields = z.object({
  name: requiredText(120),
  role: optionalText(80).default(null),
  phone: phone.default(null),
  email: email.default(null),
  /** May borrow on the card of the institution. */
  mayBorrow: z.boolean().default(true),
});

const TEXT_KINDS = { text: optionalText, phone: () => phone, email: () => email };
const texts = byField(({ kind, max }) => TEXT_KINDS[kind](max).optional());

const memberFields = z.object({
  /** Left out: what the category is for. */
  kind: z.enum(memberKinds).optional(),
  /** In one field: names of one word are common. */
  fullName: requiredText(120),
  birthDate: optionalDay.optional(),
  /** National identity number, sixteen figures; null takes it away. Stored sealed, shown by its last four. */
  nik: optionalText(30).optional(),
  sex: z
    .union([z.literal('').transform(() => null), z.enum(sexes)])
    .nullable()
    .optional(),
  /** Code of the category. */
  category: z.string().trim().min(1).max(30),
  /** The library where the member is registered; left out: the library of the desk, else the main library. */
  homeLibrary: libraryRef.optional(),
  /** Of an institution: who speaks for it, at least one. What is given replaces all. */
  contacts: z.array(contactFields).max(MAX_CONTACTS).optional(),
  ...texts,
  locale: z.enum(['id', 'en']).optional(),
  /** Last day on which the card is valid; left out: by the category. */
  expiresOn: optionalStandingDay.optional(),
});

export const memberInput = memberFields.extend({
  /** Left out: the next one by the network's pattern. */
  number: memberNumber.optional(),
  joinedOn: day.optional(),
  /** The guardian of a member below 18 consents to the registration, before the librarian or on a signed sheet. */
  guardianConsent: z.boolean().optional(),
  /** From where they know of the library: counted, and kept beside nobody. */
  heardFrom: z.enum(HEARD_FROM).optional(),
  /** Says that a member with the same name and birth date is somebody else. */
  allowDuplicate: z.boolean().optional(),
});
export type MemberInput = z.input<typeof memberInput>;

/** What is left out stays as it is. */
export const memberChanges = memberFields.partial();
export type MemberChanges = z.input<typeof memberChanges>;

/** A member as an import brings it: the number is theirs, the library is known, gaps are allowed. */
export const memberRow = memberFields.omit({ homeLibrary: true, nik: true, kind: true, contacts: true }).extend({
  number: memberNumber,
  homeLibraryId: z.number().int().positive(),
  birthDate: optionalStandingDay.optional(),
  joinedOn: standingDay.optional(),
  status: z.enum(memberStatuses).optional(),
});
export type MemberRow = z.input<typeof memberRow>;

export const blockInput = z.object({ reason: requiredText(300), untilDate: optionalDay.optional() });
export type BlockInput = z.input<typeof blockInput>;

export const suspensionInput = z
  .object({
    reason: requiredText(300),
    /** So many days from today, today not counted. */
    days: z.number().int().min(1).max(3650).optional(),
    /** The last day. */
    untilDate: day.optional(),
  })
  .refine(({ days, untilDate }) => (days === undefined) !== (untilDate === undefined), {
    message: 'required',
    path: ['days'],
  });
export type SuspensionInput = z.input<typeof suspensionInput>;

const age = z.number().int().min(0).max(120).nullable();
export const categoryInput = z.object({
  code: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[a-z0-9_-]{2,30}$/, 'category_code'),
  nameId: requiredText(80),
  nameEn: requiredText(80),
  /** For persons (left out) or for institutions; it stays as it was made. */
  kind: z.enum(memberKinds).optional(),
  minAge: age.optional(),
  maxAge: age.optional(),
  validityMonths: z.number().int().min(1).max(600).nullable().optional(),
  sortOrder: z.number().int().min(0).max(100_000).optional(),
});
export type CategoryInput = z.input<typeof categoryInput>;
export const categoryChanges = categoryInput.omit({ kind: true }).extend({ active: z.boolean() }).partial();
export type CategoryChanges = z.input<typeof categoryChanges>;
