export { digitalErrors } from './errors.ts';
export { viewReading, type Admission, type Reading } from './view-reading.ts';
export { openFile, type FilePart } from './open-file.ts';
export { readChapter, readPicture, type EpubChapter } from './read-epub.ts';
export { placeInput } from './schema.ts';
export { forgetPlace, keepPlace, ownPlace, startedReadings } from './keep-position.ts';
export { anchorId } from './rules/chapter-nodes.ts';
export { digitalPersonalData } from './personal-data.ts';
export { positionRetention } from './retention.ts';
