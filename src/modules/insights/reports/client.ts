/** What pages may know about reports: fixed lists, safe for the browser. */
export { COMPARISONS, type Comparison } from './rules/compared-period.ts';
export { DASHBOARDS, type DashboardKey } from './rules/dashboards.ts';
export { REPORT_GROUPS, type ReportGroup } from './rules/report-list.ts';
