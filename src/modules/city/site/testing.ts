export { saveBanner, saveFrame, saveOwnWords, savePage, type SamplePage } from './save-sample.ts';
