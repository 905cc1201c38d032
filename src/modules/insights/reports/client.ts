/** What pages may know about reports: fixed lists, safe for the browser. */
export { COMPARISONS, type Comparison } from './rules/compared-period.ts';
export { DASHBOARDS, type DashboardKey } from './rules/dashboards.ts';
export { LINK_DAYS, type LinkDays } from './rules/link-days.ts';
export { MAIL_RHYTHMS, type MailRhythm } from './rules/mail-rhythm.ts';
export { REPORT_FORMATS, type ReportFormat } from './rules/report-formats.ts';
export { REPORT_GROUPS, type ReportGroup } from './rules/report-list.ts';
