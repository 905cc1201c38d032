export { createBib, findOrAddBibWithin } from './bibs/create-bib.ts';
export { addBook, addBookWithin } from './bibs/add-book.ts';
export { getBib, getBibPage, type BibDetail } from './bibs/get-bib.ts';
export { livingBib } from './bibs/living-bib.ts';
export { keepLivingBibs } from './data/living-bib.queries.ts';
export { setBibHidden, updateBib } from './bibs/update-bib.ts';
export { authorizeBibOf, canWriteBib } from './bibs/may-write-bib.ts';
export { canWriteHeading } from './authorities/may-write-heading.ts';
export { deleteBib, restoreBib } from './bibs/delete-bib.ts';
export { highestBibId, listBibAddresses } from './bibs/list-bib-addresses.ts';
export { listBibs } from './bibs/list-bibs.ts';
export {
  findDuplicates,
  findDuplicatesOf,
  findDuplicatesOfEach,
  type Duplicate,
} from './duplicates/find-duplicates.ts';
export { saveBibBatch, type BibDraft, type SavedDraft } from './bibs/save-bib-batch.ts';
export { foreseeReplacing, replaceUntouched, type Replaced, type Replacement } from './bibs/replace-untouched.ts';
export type { DraftItem } from './items/save-draft-items.ts';
export { followBroughtItem, foreseeBroughtItem } from './items/follow-brought-item.ts';
export { addItems, addItemsWithin } from './items/add-items.ts';
export { addCopiesWithin, addCopyWithin, type CopiesToAdd } from './items/create-item.ts';
export { updateItem } from './items/update-item.ts';
export { undoAdding } from './items/undo-adding.ts';
export { isAsAdded, UNDO_ADDING_HOURS } from './rules/is-as-added.ts';
export { isBarcode } from './schema.ts';
export { moveItem } from './items/move-item.ts';
export { undoWithdrawal, undoWithdrawalWithin, withdrawItem, withdrawWithin } from './items/withdraw-item.ts';
export {
  countLoan,
  findItemByBarcode,
  floatItem,
  getItemsForLoan,
  itemState,
  lendToUnit,
  lockItemByBarcode,
  lockItems,
  putItemBack,
  putOnShelf,
  setAside,
  setItemStatus,
  setOnLoan,
  takeHome,
} from './items/item-door.ts';
export { lockCopiesById, lowerLending, noteLending, raiseLending, type LockedCopy } from './items/note-lending.ts';
export { countHoldings, countHoldingsOn } from './data/figures.queries.ts';
export {
  getItem,
  listItemsById,
  listItemsOfBib,
  listItemsOfBibForStaff,
  listItemTypes,
  type PublicItem,
} from './items/list-items.ts';
export type { ItemForLoan, ItemState } from './data/items.queries.ts';
export { createAuthority, updateAuthority } from './authorities/save-authority.ts';
export { mergeAuthorities } from './authorities/merge-authorities.ts';
export {
  getAuthority,
  listAuthorities,
  listBibsOfAuthority,
  suggestAuthorities,
} from './authorities/list-authorities.ts';
export { relinkHeadings, saveAuthorityBatch } from './authorities/save-authority-batch.ts';
export {
  selectHoldingsFeedOf,
  selectIndexFeedOf,
  hasMoreRecordsThan,
  selectTitleOrder,
  selectTitlePlaces,
  streamIndexFeed,
  type IndexFeedRow,
} from './data/index-feed.queries.ts';
export { selectBibsByIsbn, selectIsbnsOfBibs, type BibOfIsbn } from './data/bibs-by-isbn.queries.ts';
export { selectArrivals } from './data/arrivals.queries.ts';
export {
  selectBibCards,
  selectBibIdsByCallNumber,
  selectBibIdsByCopyNumber,
  selectBibIdsEnteredSince,
  selectBibTitles,
  selectMostLentBibIds,
  selectNewestBibIds,
  selectReadableBibIds,
  selectShelfAround,
  type BibCard,
  type BibTitle,
  type ShelfIds,
} from './data/bib-cards.queries.ts';
export { availabilityBody, holdingBody, shownAvailability, shownHoldings } from './items/availability-body.ts';
export { askExport } from './bibs/ask-export.ts';
export { listTooLongForMarc } from './bibs/list-too-long.ts';
export type { ExportFilter } from './data/export.queries.ts';
export { exportRecord } from './bibs/export-record.ts';
export { cite } from './rules/formats/cite.ts';
export { citedWork, saidName, citedName } from './rules/formats/work.ts';
export {
  addAttachment,
  admitToAttachment,
  ATTACHMENT_HEAD,
  attachmentType,
  countOpening,
  findAttachment,
  findKnownAttachment,
  listAttachments,
  openAttachment,
  removeAttachmentIn,
  type Attachment,
} from './covers/attachments.ts';
export { catalogErrors } from './errors.ts';
export type { AttachmentRow } from './data/attachments.queries.ts';
export { generatedCover, removeCover, setCover } from './covers/covers.ts';
export { bringAttachment, foreseeAttachment } from './covers/bring-attachment.ts';
export { bringCover, foreseeCover } from './covers/bring-cover.ts';
export { discardCover, keepCover, makeCover, tryCover } from './covers/make-cover.ts';
export { coverAddress, coverKeyOf, pictureAddress } from './rules/cover-address.ts';
export { listDuplicateGroups } from './duplicates/list-duplicates.ts';
export { mergeBibs } from './duplicates/merge-bibs.ts';
export { listSaidDistinct, sayDistinct, takeDistinctBack } from './bibs/say-distinct.ts';
export { strongKey } from './rules/duplicate-keys.ts';
export { describeTitle } from './rules/title-description.ts';
export { marcBody } from './http-shapes.ts';
export { newRecord } from './rules/new-record.ts';
export { formToMarc } from './rules/form-to-marc.ts';
export { marcToForm } from './rules/marc-to-form.ts';
export { callNumberRange, callNumberSortKey } from './rules/build-call-number.ts';
export { previewCallNumber } from './items/preview-call-number.ts';
export { takeBackAttachments, takeBackBibs, takeBackItems } from './bibs/take-back.ts';
