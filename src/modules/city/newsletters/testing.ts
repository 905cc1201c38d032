export { saveSentLetter, type SampleLetter } from './save-sample.ts';
export { mayStillHave } from './sending/may-still-have.ts';
export { sendLetters } from './sending/send-letters.ts';
