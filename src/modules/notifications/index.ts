export { notify, withdrawNotices, type NoticeInput } from './notify.ts';
export type { NoticeContent, NoticeParams } from './schema.ts';
