export { addSiteFile } from './writing/site-files.ts';
export { saveBanner, saveFrame, saveOwnWords, savePage, type SamplePage } from './save-sample.ts';
