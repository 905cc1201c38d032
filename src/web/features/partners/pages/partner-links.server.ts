import { agreementsOf, getLink, getPartner, listLinks, viewPartner } from '#modules/city/partners';
import {
  PAGE_SECTIONS,
  type LinkSheet,
  type PageClaim,
  type PageFile,
  type PageLine,
  type PageMessage,
  type PageNamed,
  type PartnerLink,
} from '#modules/city/partners/client';
import { networkZone } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, formatInstant, localDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { sectionChoices, sectionName } from './page-words.server.ts';
import { fileLook, personLook } from './partner-page.server.ts';
import { nameOf, partnerHref } from '../partner-words.server.ts';

interface At {
  locale: Locale;
  zone: string;
  origin: string;
}

export const linksHref = (partnerId: number): string => localizeHref(`/staf/mitra/${partnerId}/tautan`);

const dayOf = (instant: Date, { zone, locale }: At): string => formatDate(localDate(instant, zone), locale);
const purposeOf = ({ whole, agreement }: Pick<PartnerLink, 'whole' | 'agreement'>): string =>
  whole ? m.partner_page_make_whole() : (agreement ?? m.partner_page_agreement_gone());
const answerNote = ({ answeredBy, answeredAt }: { answeredBy: string; answeredAt: Date | null }, at: At): string =>
  answeredAt === null ? '' : m.partner_page_answered_by({ name: answeredBy, day: dayOf(answeredAt, at) });

const fileView = (file: PageFile, partnerId: number, at: At) => ({
  ...{ id: file.id, version: file.version, name: file.name, words: file.words, answer: file.answer },
  ...{ isWaiting: file.state === 'waiting', isThere: file.state !== 'removed', look: fileLook(file.state) },
  note: [m.partner_page_left_on({ day: dayOf(file.sentAt, at) }), answerNote(file, at)].filter(Boolean).join(' · '),
  href: localizeHref(`/staf/mitra/${partnerId}/tautan/berkas/${file.id}`),
});
const personView = (person: PageNamed, at: At) => ({
  ...{ id: person.id, version: person.version, role: person.role, answer: person.answer },
  ...{ name: person.name || m.partner_page_person_gone(), isWaiting: person.state === 'waiting' },
  look: personLook(person.state),
  reach: [person.phone, person.email].filter(Boolean).join(' · '),
  note: [
    m.partner_page_person_consent({ day: formatDate(person.consentOn, at.locale) }),
    m.partner_page_left_on({ day: dayOf(person.sentAt, at) }),
    answerNote(person, at),
  ]
    .filter(Boolean)
    .join(' · '),
  href: person.personId === null || person.name === '' ? null : localizeHref(`/staf/mitra/orang/${person.personId}`),
});
const claimView = (claim: PageClaim, at: At) => ({
  ...{ id: claim.id, version: claim.version, duty: claim.duty, agreement: claim.agreement, words: claim.words },
  ...{ answer: claim.answer, isWaiting: claim.state === 'waiting' && claim.doneOn === null },
  note: [m.partner_page_left_on({ day: dayOf(claim.sentAt, at) }), answerNote(claim, at)].filter(Boolean).join(' · '),
});
const messageView = ({ id, side, text, writtenAt, writtenBy, seenAt }: PageMessage, { zone, locale }: At) => ({
  ...{ id, text, isOurs: side === 'ours', isNew: side === 'theirs' && seenAt === null },
  head: [side === 'ours' ? writtenBy : m.partner_page_theirs(), formatInstant(writtenAt, zone, locale)].join(' · '),
});

const linkView = (link: LinkSheet, at: At) => ({
  ...{ id: link.id, version: link.version, purpose: purposeOf(link), isOpen: link.path !== null },
  address: link.path === null ? '' : at.origin + link.path,
  parts: link.sections.map(sectionName),
  choices: sectionChoices(link.sections),
  takesMessages: link.path !== null && link.sections.includes('messages'),
  notes: [
    m.partner_page_made_by({ name: link.createdBy, day: dayOf(link.createdAt, at) }),
    link.renewedOn && m.partner_page_renewed_on({ day: formatDate(link.renewedOn, at.locale) }),
    link.sentOn && m.partner_page_sent_on({ day: formatDate(link.sentOn, at.locale) }),
    link.openedOn
      ? m.partner_page_opened({ day: formatDate(link.openedOn, at.locale) })
      : m.partner_page_never_opened(),
    link.endedAt && m.partner_page_ended_on({ name: link.endedBy, day: dayOf(link.endedAt, at) }),
  ].filter((note) => typeof note === 'string'),
  waits: link.waiting > 0 ? m.partner_page_waits({ count: link.waiting }) : null,
  claims: link.claims.map((claim) => claimView(claim, at)),
  people: link.named.map((person) => personView(person, at)),
  files: link.files.map((file) => fileView(file, link.partnerId, at)),
  messages: link.messages.map((message) => messageView(message, at)),
  hasNew: link.messages.some(({ side, seenAt }) => side === 'theirs' && seenAt === null),
});
export type LinkView = ReturnType<typeof linkView>;

/** Whom a link may be sent to. */
async function addressees(ctx: Ctx, partnerId: number, today: LocalDate) {
  const { partner, people } = await viewPartner(ctx, partnerId);
  const there = people.filter(
    ({ email, roles }) =>
      email !== '' &&
      roles.some((role) => role.partnerId === partner.id && (role.untilOn === null || role.untilOn >= today)),
  );
  const own = partner.kind === 'person' || partner.email === '' ? [] : [partner.email];
  return [
    ...own.map((email) => ({ value: 0, label: m.partner_page_send_own({ email }) })),
    ...there.map(({ id, name, email }) => ({ value: id, label: `${name} (${email})` })),
  ];
}

/** So many links of one partner are shown; nobody makes more in years. */
const MOST_SHOWN = 30;

/** The links of a partner with what was left by each. */
export async function partnerLinks(ctx: Ctx, partnerId: number, origin: string) {
  const partner = await getPartner(ctx, partnerId);
  const at: At = { locale: ctx.locale, zone: await networkZone(ctx.db), origin };
  const today = localDate(ctx.clock.now(), at.zone);
  const links: LinkView[] = [];
  for (const { id } of (await listLinks(ctx, partner.id)).slice(0, MOST_SHOWN))
    links.push(linkView(await getLink(ctx, id), at));
  const agreements = (await agreementsOf(ctx, partner.id)).filter(
    ({ standing }) => standing !== 'draft' && standing !== 'ended',
  );
  return {
    ...{ id: partner.id, name: nameOf(partner.name), href: partnerHref(partner.id), links },
    isActive: partner.state === 'active' && partner.name !== '',
    purposes: [
      { value: 0, label: m.partner_page_make_whole() },
      ...agreements.map(({ id, title }) => ({ value: id, label: title })),
    ],
    choices: sectionChoices(PAGE_SECTIONS),
    addressees: await addressees(ctx, partner.id, today),
    languages: [
      { value: 'id', label: m.partner_page_language_id() },
      { value: 'en', label: m.partner_page_language_en() },
    ],
  };
}
export type PartnerLinksView = Awaited<ReturnType<typeof partnerLinks>>;

/** A page in the list of all partners'. */
export const pageLine = (
  { id, partnerId, partner, whole, agreement, waiting, openedOn }: PageLine,
  locale: Locale,
) => ({
  id,
  partner: nameOf(partner),
  purpose: purposeOf({ whole, agreement }),
  waits: waiting > 0 ? m.partner_page_waits({ count: waiting }) : null,
  opened:
    openedOn === null ? m.partner_page_never_opened() : m.partner_page_opened({ day: formatDate(openedOn, locale) }),
  href: linksHref(partnerId),
});
