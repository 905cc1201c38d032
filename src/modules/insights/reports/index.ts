export { askReportTable } from './ask-report-table.ts';
export { reportErrors } from './errors.ts';
export { keepReport, listKeptReports, removeKeptReport, type KeptReport } from './keep-report.ts';
export { getReport, listBuildable, listReports, type ListedReport } from './list-reports.ts';
export { makeReport, type NamedRow, type Report } from './make-report.ts';
