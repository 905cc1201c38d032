export { listRemovedBlocks, readWriting } from './read-writing.ts';
export {
  addBlocks,
  beginWriting,
  dropWriting,
  replaceBlocks,
  type BlockPair,
  type SavedBlock,
} from './write-blocks.ts';
export {
  acceptSuggestion,
  addComment,
  answerComment,
  removeComment,
  settleComment,
  type CommentInput,
} from './comments/write-comments.ts';
export { listComments, openComments } from './comments/view-comments.ts';
export { blockActs, thingsIn, type Done } from './block-acts.ts';
export { addBlockRoute, behindBlock, blockPair, blockRoutes } from './block-routes.ts';
export { keepVersion, listVersions, readVersion } from './keep-version.ts';
export { addPicture, keepPicture, storePicture, type StoredPicture } from './pictures/add-picture.ts';
export { changePicture, hidePicture } from './pictures/edit-picture.ts';
export { firstPictures } from './pictures/first-pictures.ts';
export { listPictures, picturesOf } from './pictures/view-pictures.ts';
export { addFile, judgeFile, keepFile, type JudgedFile, type StoredCaptions } from './files/add-file.ts';
export { hideFile, keptCaptions, removeFile, renameFile, setCaptions } from './files/edit-file.ts';
export { filesOf, heldFiles, listFiles, openWritingFile } from './files/view-files.ts';
export { FILE_AREA, fileKeyOf } from './rules/file-kinds.ts';
export { readFormula, sizeOfMath } from './rules/formula.ts';
export { pictureFileOf } from './rules/picture-address.ts';
export { filesIn, pictureIdsIn } from './rules/pictures-in.ts';
export { blockInput, type BlockInput } from './schema.ts';
export { spansOf, wordsOfSpans } from './rules/inline.ts';
export { blocksOfMarkdown } from './rules/markdown.ts';
export { markdownOfBlocks } from './rules/to-markdown.ts';
export { blocksOfHtml } from './rules/from-html.ts';
export { checkWriting, type Check } from './rules/checks.ts';
export { blocksFor, shownThings } from './show-blocks.ts';
export { compareWritings, wordsOfBlock, type BlockChange } from './rules/compare.ts';
