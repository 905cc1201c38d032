export { addItems, type AddedItem } from './add-items.ts';
export { createItem } from './create-item.ts';
export { updateItem } from './update-item.ts';
export { moveItem } from './move-item.ts';
export { undoWithdrawal, withdrawItem } from './withdraw-item.ts';
export {
  countLoan,
  findItemByBarcode,
  getItemsForLoan,
  lockItemByBarcode,
  setItemStatus,
  setOnLoan,
} from './item-door.ts';
export {
  getItem,
  listItems,
  listItemsOfBib,
  listItemsOfBibForStaff,
  listItemTypes,
  type PublicItem,
} from './list-items.ts';
export type { ItemForLoan, ItemWithNames } from './data/items.queries.ts';
