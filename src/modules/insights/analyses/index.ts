export { askAnalysisTable } from './ask-analysis-table.ts';
export { getAnalysis, librariesOf, listAnalyses, viewAnalysis, type Analysis } from './view-analysis.ts';
