export { saveBanner, savePage, type SamplePage } from './save-sample.ts';
