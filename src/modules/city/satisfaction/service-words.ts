import type { Locale } from '#platform/context';
import { m } from '#i18n/messages';
import type { Element, RoundState, Service, UsedService } from './client.ts';

const SERVICE_WORDS = {
  all: m.satisfaction_service_all,
  loans: m.satisfaction_service_loans,
  membership: m.satisfaction_service_membership,
  reading_room: m.satisfaction_service_reading_room,
  programmes: m.satisfaction_service_programmes,
  mobile: m.satisfaction_service_mobile,
  reference: m.satisfaction_service_reference,
  digital: m.satisfaction_service_digital,
} satisfies Record<Service, unknown>;

/** What a service is called. */
export const serviceName = (service: Service, locale: Locale): string => SERVICE_WORDS[service]({}, { locale });

const USED_WORDS = {
  loans: m.satisfaction_used_loans,
  reading_room: m.satisfaction_used_reading_room,
  programmes: m.satisfaction_used_programmes,
} satisfies Record<UsedService, unknown>;
const isUsed = (service: Service): service is UsedService => service in USED_WORDS;

/** What somebody did who used a service; of one that names no single act, that they used something of the library. */
export const usedWords = (service: Service, library: string, locale: Locale): string =>
  (isUsed(service) ? USED_WORDS[service] : m.satisfaction_used_other)({ library }, { locale });

const STATE_WORDS = {
  planned: m.satisfaction_state_planned,
  open: m.satisfaction_state_open,
  closed: m.satisfaction_state_closed,
  published: m.satisfaction_state_published,
} satisfies Record<RoundState, unknown>;

/** What the state of a round is called. */
export const stateName = (state: RoundState, locale: Locale): string => STATE_WORDS[state]({}, { locale });

const ELEMENT_WORDS = {
  U1: m.satisfaction_element_u1,
  U2: m.satisfaction_element_u2,
  U3: m.satisfaction_element_u3,
  U4: m.satisfaction_element_u4,
  U5: m.satisfaction_element_u5,
  U6: m.satisfaction_element_u6,
  U7: m.satisfaction_element_u7,
  U8: m.satisfaction_element_u8,
  U9: m.satisfaction_element_u9,
} satisfies Record<Element, unknown>;

/** What an element is called in PermenPANRB 14/2017. */
export const elementName = (element: Element, locale: Locale): string => ELEMENT_WORDS[element]({}, { locale });
