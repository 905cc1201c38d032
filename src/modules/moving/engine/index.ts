export { carryRows, type BecameOf, type PlannedRow } from './carry-rows.ts';
export { CarriedIds } from './carried-ids.ts';
export {
  forgetMember,
  insertCarried,
  noteFollowed,
  noteMade,
  selectCarried,
  selectCarriedRows,
  stillAsLeft,
  updateCarried,
  type CarriedRow,
} from './data/carried.queries.ts';
export { takeBack, type WatchingBack } from './taking-back/take-back.ts';
export { slimsErrors } from './errors.ts';
export type { AttachmentsNamed, FileReaders, LeftAttachment, PlannedAttachment } from './files/attachments.ts';
export { carryFiles } from './files/carry-files.ts';
export { FilesAtHand } from './files/files-at-hand.ts';
export { fileNameOf, partsOfPath, type FileKind, type FilesOfSystem } from './files/files-of-system.ts';
export type { FilesRun } from './files/files-run.ts';
export { openFiles } from './files/open-files.ts';
export { surveyFiles } from './files/survey-files.ts';
export { moveIn, sourceOf, type Watching } from './move-in.ts';
export { inGroups } from './reading/in-groups.ts';
export { MOST_BYTES } from './reading/open-dump.ts';
export { readRowsOf, readTables } from './reading/read-tables.ts';
export type { Run } from './run.ts';
export { saveBehind } from './save-behind.ts';
export { inOneOrRefused, saveHalving } from './save-in-batches.ts';
export type { MigrateInput } from './schema.ts';
export { carryCopies } from './copies/carry-copies.ts';
export type { PlannedCopy } from './copies/planned-copy.ts';
export { itemTypesOf } from './copies/item-types.ts';
export { leftOf, LendingRules, toldOf, type RuleAsked } from './lending-rules/judge-rules.ts';
export { followLoans } from './loans/follow-loans.ts';
export { carryMembers } from './members/carry-members.ts';
export type { BroughtBlock, MemberFacts, PlannedMember } from './members/member-facts.ts';
export { carryMemberTypes } from './members/carry-member-types.ts';
export { saveTitles } from './titles/save-titles.ts';
export type { FollowedTitles, PlannedTitle } from './titles/follow-titles.ts';
