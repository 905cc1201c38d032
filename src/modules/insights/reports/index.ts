export { askReportTable } from './ask-report-table.ts';
export { keepReport, listKeptReports, removeKeptReport, type KeptReport } from './keep-report.ts';
export { getReport, listBuildable, listReports } from './list-reports.ts';
export {
  endReportMail,
  listReportMails,
  mailReport,
  reportReaders,
  stopReportMail,
  type ReportMail,
} from './mail-report.ts';
export { makeReport, type Report } from './make-report.ts';
export { viewDashboard, type Tile } from './view-dashboard.ts';
export { openShared } from './open-shared.ts';
export { saidCounted, saidDays, saidUnit, sayReport } from './say-report.ts';
export { listReportLinks, shareReport, unshareReport } from './share-report.ts';
