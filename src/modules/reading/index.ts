export type { ListEntry, ListVisibility, ReadingList, SharedList } from './client.ts';
export { readingErrors } from './errors.ts';
export type { ListChanges, ListInput } from './schema.ts';
export { getDisplayName, setDisplayName } from './display-name.ts';
export { createList } from './create-list.ts';
export { updateList } from './update-list.ts';
export { deleteList, restoreList } from './delete-list.ts';
export { changeEntry, removeEntry, saveToList, type SaveToList } from './list-entries.ts';
export {
  getOwnList,
  getSharedList,
  listOwnLists,
  listPublicLists,
  listsWithBib,
  type ShownEntry,
} from './view-lists.ts';
export { readingPersonalData } from './personal-data.ts';
