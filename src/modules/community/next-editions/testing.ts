export { draftNextEditionIn } from './draft-next-edition.ts';
export { makeProgramIn } from './make-program.ts';
