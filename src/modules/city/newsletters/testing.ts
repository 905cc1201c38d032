export { saveSentLetter, type SampleLetter } from './save-sample.ts';
export { sendLetters } from './sending/send-letters.ts';
