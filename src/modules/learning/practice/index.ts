export { enterPractice } from './enter-practice.ts';
export { canPractise, checkPractice, takePracticeTask, viewPracticeTask } from './practise-task.ts';
export { resetPractice } from './reset-practice.ts';
export { usePass } from './use-pass.ts';
export { viewPractice } from './view-practice.ts';
