export { agendaWords } from './agenda-words.ts';
export { draftNextEdition } from './draft-next-edition.ts';
export { addLine, changeLine, moveLine, removeLine, viewDraft } from './edit-draft.ts';
export { makeProgram } from './make-program.ts';
