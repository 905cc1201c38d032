import { z } from 'zod';
import { day, id, version } from '#platform/requests/bounds';
import { requiredText } from '#platform/requests/parse-input';
import { internationalPhone } from '#shared/phone-number';
import { MERGED_FIELDS } from './rules/merge.ts';
import {
  AGREEMENT_KINDS,
  DUTY_SIDES,
  NOTE_KINDS,
  PARTNER_KINDS,
  RELATION_KINDS,
  WISH_KINDS,
  WISH_SIDES,
} from './rules/terms.ts';

export const NAME_LENGTH = 150;
export const TEXT_LENGTH = 2000;

const text = (most: number) => z.string().trim().max(most).default('');
const phone = text(40).refine((typed) => typed === '' || internationalPhone(typed) !== null, 'phone');
const email = z.union([z.literal(''), z.string().trim().max(200).pipe(z.email())]).default('');
const site = z.union([z.literal(''), z.url({ protocol: /^https?$/ }).max(300)]).default('');
const dayOrNone = day.nullable().default(null);
const idOrNone = id.nullable().default(null);

export const partnerInput = z.object({
  kind: z.enum(PARTNER_KINDS),
  name: requiredText(NAME_LENGTH),
  address: text(300),
  kelurahan: text(100),
  phone,
  email,
  site,
  about: text(TEXT_LENGTH),
  aboutEn: text(TEXT_LENGTH),
  story: text(600),
  storyEn: text(600),
  namedOn: dayOrNone,
  since: dayOrNone,
  libraryId: id,
  inChargeId: idOrNone,
  schoolLibraryId: idOrNone,
});
export type PartnerInput = z.input<typeof partnerInput>;

/** A person of a partner; how they are reached is kept where they agreed. */
export const personInput = z
  .object({
    name: requiredText(NAME_LENGTH),
    phone,
    email,
    consentOn: dayOrNone,
    consentHow: text(200),
  })
  .superRefine(({ phone: number, email: address, consentOn, consentHow }, issues) => {
    if (number === '' && address === '') return;
    if (consentOn === null) issues.addIssue({ code: 'custom', message: 'required', path: ['consentOn'] });
    if (consentHow === '') issues.addIssue({ code: 'custom', message: 'required', path: ['consentHow'] });
  });
export type PersonInput = z.input<typeof personInput>;

export const roleInput = z
  .object({ role: requiredText(100), fromOn: dayOrNone, untilOn: dayOrNone })
  .superRefine(({ fromOn, untilOn }, issues) => {
    if (fromOn !== null && untilOn !== null && fromOn > untilOn)
      issues.addIssue({ code: 'custom', message: 'before_start', path: ['untilOn'] });
  });
export type RoleInput = z.input<typeof roleInput>;

export const relationInput = z.object({ toId: id, kind: z.enum(RELATION_KINDS) });
export type RelationInput = z.input<typeof relationInput>;

export const wishInput = z.object({
  side: z.enum(WISH_SIDES),
  kind: z.enum(WISH_KINDS),
  text: requiredText(500),
  untilOn: dayOrNone,
});
export type WishInput = z.input<typeof wishInput>;
export const wishAnswer = z.object({ answer: requiredText(500) });

export const noteInput = z
  .object({
    kind: z.enum(NOTE_KINDS),
    onDay: day,
    text: requiredText(TEXT_LENGTH),
    nextStep: text(300),
    nextOn: dayOrNone,
  })
  .superRefine(({ nextStep, nextOn }, issues) => {
    if (nextOn !== null && nextStep === '')
      issues.addIssue({ code: 'custom', message: 'required', path: ['nextStep'] });
  });
export type NoteInput = z.input<typeof noteInput>;

export const mergeInput = z.object({
  keepId: id,
  dropId: id,
  keepVersion: version,
  dropVersion: version,
  take: z.array(z.enum(MERGED_FIELDS)).max(MERGED_FIELDS.length).default([]),
});
export type MergeInput = z.input<typeof mergeInput>;

/** Two people who are one. */
export const peopleMerge = z.object({ keepId: id, dropId: id, keepVersion: version, dropVersion: version });
export type PeopleMerge = z.input<typeof peopleMerge>;

const agreementShape = z.object({
  kind: z.enum(AGREEMENT_KINDS),
  number: text(60),
  title: requiredText(200),
  titleEn: text(200),
  scope: text(4000),
  scopeEn: text(4000),
  fromOn: day,
  untilOn: day,
  ourSigner: text(120),
  ourOffice: text(120),
  theirSignerId: idOrNone,
});
const inOrder = ({ fromOn, untilOn }: { fromOn: string; untilOn: string }, issues: z.RefinementCtx): void => {
  if (fromOn > untilOn) issues.addIssue({ code: 'custom', message: 'before_start', path: ['untilOn'] });
};
export const agreementInput = agreementShape.superRefine(inOrder);
export type AgreementInput = z.input<typeof agreementInput>;

export const dutyInput = z
  .object({
    side: z.enum(DUTY_SIDES),
    text: requiredText(500),
    dueOn: dayOrNone,
    accountId: idOrNone,
    personId: idOrNone,
  })
  .superRefine(({ side, accountId, personId }, issues) => {
    if (side === 'theirs' && accountId !== null)
      issues.addIssue({ code: 'custom', message: 'invalid', path: ['accountId'] });
    if (side === 'ours' && personId !== null)
      issues.addIssue({ code: 'custom', message: 'invalid', path: ['personId'] });
  });
export type DutyInput = z.input<typeof dutyInput>;

export const renewalInput = z.object({ fromOn: day, untilOn: day }).superRefine(inOrder);
export type RenewalInput = z.input<typeof renewalInput>;
export const endInput = z.object({ reason: requiredText(300) });
export const roleEnd = z.object({ untilOn: day.nullable() });
export const signedInput = z.object({ signedOn: day });

/** What somebody sends by the public page who would join. */
export const offerInput = z.object({
  kind: z.enum(PARTNER_KINDS),
  name: requiredText(NAME_LENGTH),
  contactName: requiredText(NAME_LENGTH),
  phone,
  email,
  offer: requiredText(1000),
  agrees: z.literal(true, 'required'),
});
export type OfferInput = z.input<typeof offerInput>;
