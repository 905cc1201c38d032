export { savePaperIn } from './save-paper.ts';
