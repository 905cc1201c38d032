import { agreementsOf, viewPartner } from '#modules/city/partners';
import type { PartnerNote, PartnerPerson, PartnerWish, PersonRole } from '#modules/city/partners/client';
import { getLibrary, zoneOf } from '#modules/ground/libraries';
import type { Ctx, Locale } from '#platform/context';
import { formatDate, localDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { agreementView } from './agreement-words.server.ts';
import {
  kindWords,
  nameOf,
  noteWords,
  partnerHref,
  relationWords,
  sideWords,
  stateLook,
  wishWords,
} from './partner-words.server.ts';

/** From when until when somebody was something: "2021 – sekarang". */
function timeOf({ fromOn, untilOn }: Pick<PersonRole, 'fromOn' | 'untilOn'>, locale: Locale): string {
  const from = fromOn === null ? '' : m.partners_from({ day: formatDate(fromOn, locale) });
  const until = untilOn === null ? '' : m.partners_until({ day: formatDate(untilOn, locale) });
  return [from, until].filter(Boolean).join(' ');
}

export const roleView = (role: PersonRole, { today, locale }: { today: LocalDate; locale: Locale }) => ({
  id: role.id,
  partnerId: role.partnerId,
  partner: nameOf(role.partner),
  partnerHref: partnerHref(role.partnerId),
  role: role.role,
  time: timeOf(role, locale),
  isOver: role.untilOn !== null && role.untilOn < today,
});

function personView(person: PartnerPerson, partnerId: number, at: { today: LocalDate; locale: Locale }) {
  const roles = person.roles.filter((role) => role.partnerId === partnerId).map((role) => roleView(role, at));
  return {
    id: person.id,
    name: person.erased ? m.partners_forgotten() : person.name,
    phone: person.phone,
    email: person.email,
    roles,
    isOver: roles.every(({ isOver }) => isOver),
    href: person.erased ? null : localizeHref(`/staf/mitra/orang/${person.id}`),
  };
}

const wishView = (wish: PartnerWish, { today, locale }: { today: LocalDate; locale: Locale }) => ({
  id: wish.id,
  version: wish.version,
  head: `${sideWords(wish.side)}: ${wishWords(wish.kind)}`,
  text: wish.text,
  until: wish.untilOn && m.partners_until({ day: formatDate(wish.untilOn, locale) }),
  isOver: wish.untilOn !== null && wish.untilOn < today,
  answer: wish.answer,
  answeredBy: wish.answeredBy,
});

const noteView = (note: PartnerNote, { today, locale }: { today: LocalDate; locale: Locale }) => ({
  id: note.id,
  head: `${noteWords(note.kind)}, ${formatDate(note.onDay, locale)}`,
  text: note.text,
  by: note.writtenBy,
  next: note.nextStep,
  nextOn: note.nextOn && formatDate(note.nextOn, locale),
  isDone: note.nextDoneOn !== null,
  isLate: note.nextOn !== null && note.nextDoneOn === null && note.nextOn < today,
});

/** The page of a partner. */
export async function partnerView(ctx: Ctx, id: number) {
  const { partner, people, relations, wishes, notes, twice } = await viewPartner(ctx, id);
  const at = { today: localDate(ctx.clock.now(), await zoneOf(ctx)), locale: ctx.locale };
  const library = await getLibrary(ctx, partner.libraryId);
  const school = partner.schoolLibraryId === null ? null : await getLibrary(ctx, partner.schoolLibraryId);
  const agreements = await agreementsOf(ctx, partner.id);
  const seen = people.map((person) => personView(person, partner.id, at));
  return {
    id: partner.id,
    today: at.today,
    name: nameOf(partner.name),
    isPerson: partner.kind === 'person' && partner.name !== '',
    isForgotten: partner.name === '',
    state: partner.state,
    look: stateLook(partner.state),
    version: partner.version,
    lead: [
      kindWords(partner.kind),
      partner.kelurahan && m.partners_in_kelurahan({ name: partner.kelurahan }),
      partner.since && m.partners_since({ day: formatDate(partner.since, ctx.locale) }),
      partner.inCharge && m.partners_kept_by({ name: partner.inCharge }),
      library.name,
    ]
      .filter(Boolean)
      .join(' · '),
    address: partner.address,
    phone: partner.phone,
    email: partner.email,
    site: partner.site,
    about: partner.about,
    story: partner.story,
    named: partner.namedOn && m.partners_named_since({ day: formatDate(partner.namedOn, ctx.locale) }),
    offer: partner.offer,
    proven: partner.proven,
    school: school && { name: school.name, href: localizeHref(`/perpustakaan/${school.code.toLowerCase()}`) },
    editHref: localizeHref(`/staf/mitra/${partner.id}/ubah`),
    people: seen.filter(({ isOver }) => !isOver),
    left: seen.filter(({ isOver }) => isOver),
    agreements: agreements.map((one) => agreementView(one, at)),
    newAgreementHref: localizeHref(`/staf/mitra/perjanjian/baru?mitra=${partner.id}`),
    relations: relations.map((relation) => ({
      id: relation.id,
      words: relationWords(relation.kind, relation.forward),
      partner: nameOf(relation.partner),
      href: partnerHref(relation.partnerId),
    })),
    wishes: wishes.map((wish) => wishView(wish, at)),
    notes: notes.map((note) => noteView(note, at)),
    twice: twice.map(({ lowId, lowName, highId, highName }) => {
      const other = lowId === partner.id ? { id: highId, name: highName } : { id: lowId, name: lowName };
      return {
        id: other.id,
        name: nameOf(other.name),
        href: localizeHref(`/staf/mitra/gabung?satu=${partner.id}&dua=${other.id}`),
      };
    }),
  };
}
export type PartnerView = Awaited<ReturnType<typeof partnerView>>;
