export { listsApi } from './http-lists.ts';
