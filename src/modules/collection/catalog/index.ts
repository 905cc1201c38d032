export { createBib, findOrAddBibWithin } from './create-bib.ts';
export { getBib, getBibPage, type BibDetail } from './get-bib.ts';
export { livingBib } from './living-bib.ts';
export { setBibHidden, updateBib } from './update-bib.ts';
export { authorizeBibOf, canWriteBib } from './may-write-bib.ts';
export { canWriteHeading } from './may-write-heading.ts';
export { deleteBib, restoreBib } from './delete-bib.ts';
export { highestBibId, listBibAddresses } from './list-bib-addresses.ts';
export { listBibs } from './list-bibs.ts';
export { findDuplicates, findDuplicatesOf, findDuplicatesOfEach, type Duplicate } from './find-duplicates.ts';
export { saveBibBatch, type BibDraft, type SavedDraft } from './save-bib-batch.ts';
export type { DraftItem } from './save-draft-items.ts';
export { addItems } from './add-items.ts';
export { addCopiesWithin, addCopyWithin, type CopiesToAdd } from './create-item.ts';
export { updateItem } from './update-item.ts';
export { moveItem } from './move-item.ts';
export { undoWithdrawal, undoWithdrawalWithin, withdrawItem, withdrawWithin } from './withdraw-item.ts';
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
} from './item-door.ts';
export { noteLending } from './note-lending.ts';
export { countHoldings } from './data/figures.queries.ts';
export { getItem, listItemsOfBib, listItemsOfBibForStaff, listItemTypes, type PublicItem } from './list-items.ts';
export type { ItemForLoan, ItemState } from './data/items.queries.ts';
export { createAuthority, updateAuthority } from './save-authority.ts';
export { mergeAuthorities } from './merge-authorities.ts';
export { getAuthority, listAuthorities, listBibsOfAuthority, suggestAuthorities } from './list-authorities.ts';
export { relinkHeadings, saveAuthorityBatch } from './save-authority-batch.ts';
export {
  selectHoldingsFeedOf,
  selectIndexFeedOf,
  hasMoreRecordsThan,
  selectTitleOrder,
  selectTitlePlaces,
  streamIndexFeed,
  type IndexFeedRow,
} from './data/index-feed.queries.ts';
export { selectArrivals } from './data/arrivals.queries.ts';
export {
  selectBibCards,
  selectBibIdsByCallNumber,
  selectBibIdsByCopyNumber,
  selectBibTitles,
  selectMostLentBibIds,
  selectNewestBibIds,
  selectShelfAround,
  type BibCard,
  type BibTitle,
  type ShelfIds,
} from './data/bib-cards.queries.ts';
export { availabilityBody, holdingBody, shownAvailability, shownHoldings } from './availability-body.ts';
export { askExport } from './ask-export.ts';
export { listTooLongForMarc } from './list-too-long.ts';
export type { ExportFilter } from './data/export.queries.ts';
export { exportRecord } from './export-record.ts';
export { cite } from './rules/formats/cite.ts';
export { citedWork, saidName, citedName } from './rules/formats/work.ts';
export {
  addAttachment,
  admitToAttachment,
  countOpening,
  findAttachment,
  listAttachments,
  openAttachment,
  removeAttachmentIn,
  type Attachment,
} from './attachments.ts';
export { catalogErrors } from './errors.ts';
export type { AttachmentRow } from './data/attachments.queries.ts';
export { generatedCover, removeCover, setCover } from './covers.ts';
export { coverAddress, coverKeyOf, pictureAddress } from './rules/cover-address.ts';
export { listDuplicateGroups } from './list-duplicates.ts';
export { mergeBibs } from './merge-bibs.ts';
export { listSaidDistinct, sayDistinct, takeDistinctBack } from './say-distinct.ts';
export { strongKey } from './rules/duplicate-keys.ts';
export { newRecord } from './rules/new-record.ts';
export { formToMarc } from './rules/form-to-marc.ts';
export { marcToForm } from './rules/marc-to-form.ts';
export { callNumberRange } from './rules/build-call-number.ts';
export { previewCallNumber } from './preview-call-number.ts';
