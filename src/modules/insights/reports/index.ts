export { askReportTable } from './ask-report-table.ts';
export { keepReport, listKeptReports, removeKeptReport, type KeptReport } from './keep-report.ts';
export { getReport, listBuildable, listReports } from './list-reports.ts';
export { makeReport, type Report } from './make-report.ts';
export { sayReport, type SaidReport } from './say-report.ts';
