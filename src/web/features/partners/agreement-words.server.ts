import {
  AGREEMENT_KINDS,
  DUTY_SIDES,
  type AgreementKind,
  type AgreementLine,
  type AgreementView,
  type DutySide,
  type Standing,
} from '#modules/city/partners/client';
import type { Locale } from '#platform/context';
import { daysBetween, formatDate, type LocalDate } from '#shared/dates';
import { m } from '#i18n/messages';
import { localizeHref } from '#i18n/runtime';
import { nameOf } from './partner-words.server.ts';

const KINDS: Record<AgreementKind, () => string> = { mou: m.agreements_kind_mou, pks: m.agreements_kind_pks };
const STANDINGS: Record<Standing, { words: () => string; mark: 'on' | 'wait' | 'here' | 'late' | 'off' }> = {
  draft: { words: m.agreements_standing_draft, mark: 'wait' },
  sent: { words: m.agreements_standing_sent, mark: 'wait' },
  coming: { words: m.agreements_standing_coming, mark: 'here' },
  active: { words: m.agreements_standing_active, mark: 'on' },
  expiring: { words: m.agreements_standing_expiring, mark: 'late' },
  expired: { words: m.agreements_standing_expired, mark: 'off' },
  ended: { words: m.agreements_standing_ended, mark: 'off' },
};
const VIEWS: Record<AgreementView, () => string> = {
  active: m.agreements_view_active,
  open: m.agreements_view_open,
  ending: m.agreements_view_ending,
  late: m.agreements_view_late,
  over: m.agreements_view_over,
};
const SIDES: Record<DutySide, () => string> = { ours: m.agreements_side_ours, theirs: m.agreements_side_theirs };

export const agreementKind = (kind: AgreementKind): string => KINDS[kind]();
export const agreementKinds = () => AGREEMENT_KINDS.map((value) => ({ value, label: agreementKind(value) }));
export const sideName = (side: DutySide): string => SIDES[side]();
export const dutySides = () => DUTY_SIDES.map((value) => ({ value, label: sideName(value) }));
export const viewName = (view: AgreementView): string => VIEWS[view]();
export const standingLook = (standing: Standing) => ({
  words: STANDINGS[standing].words(),
  mark: STANDINGS[standing].mark,
});

export const agreementHref = (id: number): string => localizeHref(`/staf/mitra/perjanjian/${id}`);

/** An agreement as a line of a list. */
export const agreementView = (line: AgreementLine, { today, locale }: { today: LocalDate; locale: Locale }) => ({
  id: line.id,
  title: line.title,
  href: agreementHref(line.id),
  partner: nameOf(line.partner),
  kind: agreementKind(line.kind),
  number: line.number,
  time: m.agreements_time({ from: formatDate(line.fromOn, locale), until: formatDate(line.untilOn, locale) }),
  look: standingLook(line.standing),
  left: line.standing === 'expiring' ? m.agreements_days_left({ count: daysBetween(today, line.untilOn) }) : null,
  alarm: line.alarm !== null,
  late: line.late > 0 ? m.agreements_late({ count: line.late }) : null,
});
