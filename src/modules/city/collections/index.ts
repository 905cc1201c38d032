export {
  collectionsByTitle,
  countCollections,
  findShownCollection,
  listCollectionAddresses,
  listCollections,
  viewCollection,
  type CollectionTitle,
  type ListedCollection,
  type ShownCollection,
} from './view-collections.ts';
export { countEditedCollections, getCollection, listEditedCollections } from './list-collections.ts';
export { changeCollection, createCollection, deleteDraft } from './edit-collection.ts';
export { publishCollection, withdrawCollection } from './move-collection.ts';
export { addRecord, moveRecord, removeRecord, wordRecord } from './edit-records.ts';
export type { CollectionInput, RuleInput } from './schema.ts';
