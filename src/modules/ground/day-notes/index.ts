export { listDayNotes } from './list-day-notes.ts';
export { addDayNote } from './add-day-note.ts';
export { removeDayNote } from './remove-day-note.ts';
