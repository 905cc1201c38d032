export { listDayNotes } from './list-day-notes.ts';
export { addDayNote } from './add-day-note.ts';
export { removeDayNote } from './remove-day-note.ts';
export { wordOn } from './data/day-notes.queries.ts';
