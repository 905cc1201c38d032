import { m } from '#i18n/messages';
import type { Report } from '#modules/insights/reports';

/** What is counted, as a column or an axis says it. */
export const UNITS: Record<Report['unit'], () => string> = {
  acts: () => m.reports_unit_acts(),
  people: () => m.reports_unit_people(),
  copies: () => m.reports_unit_copies(),
  rupiah: () => m.reports_unit_rupiah(),
  minutes: () => m.reports_unit_minutes(),
};
