export { catalogExport } from './ask-export.ts';
