export { nextEditionErrors } from './errors.ts';
export type { LineInput, MakeInput, OwnLineInput } from './schema.ts';
export { agendaWords } from './agenda-words.ts';
export { draftNextEdition, draftNextEditionIn } from './draft-next-edition.ts';
export { addLine, changeLine, moveLine, removeLine, viewDraft } from './edit-draft.ts';
export { makeProgram, makeProgramIn } from './make-program.ts';
