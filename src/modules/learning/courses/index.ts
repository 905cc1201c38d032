export { createCourse, removeCourse, saveCourse } from './writing/edit-course.ts';
export { addLesson, moveLesson, putLessonBack, removeLesson, saveLesson } from './writing/edit-lessons.ts';
export {
  addLessonBlocks,
  addTask,
  leaseLessonBlock,
  moveLessonBlock,
  putLessonBlockBack,
  releaseLessonBlock,
  removeLessonBlock,
  saveLessonBlock,
  saveTask,
} from './writing/write-lesson.ts';
export { setLessonCompetences, setTaskCompetence } from './writing/name-competences.ts';
export { competenceUse, type CompetenceUse } from './reading/competence-use.ts';
export { checkCourse, type CourseCheck } from './publishing/check-course.ts';
export { publishCourse, submitCourse, withdrawCourse } from './publishing/publish-course.ts';
export { exportCourse, importCourse } from './publishing/archive.ts';
export {
  countAnswers,
  countCourses,
  getCourse,
  getLesson,
  getLessonWriting,
  listCourses,
  taskMisses,
  type WrittenCourse,
} from './reading/staff-courses.ts';
export { previewLesson } from './reading/preview-lesson.ts';
export { guidePdf } from './papers/print-guide.ts';
export { sheetsPdf } from './papers/print-sheets.ts';
export { countOpenCourses, listOpenCourses, listOwnCourses, viewCourse } from './learning/view-courses.ts';
export { viewLesson } from './learning/view-lesson.ts';
export {
  answerTask,
  askHint,
  finishLesson,
  foundCards,
  joinCourse,
  leaveAllCourses,
  leaveCourse,
  searchForTask,
} from './learning/take-part.ts';
export {
  classCourses,
  forgetKeys,
  holdLearnerOfKey,
  progressOfKeys,
  renewKey,
  standingsOfKeys,
  type CourseProgress,
  type KeyProgress,
} from './learning/class-learners.ts';
export { handInWork } from './learning/hand-in.ts';
export { removePost, reportPostOf } from './learning/discuss.ts';
export { openOwnWork } from './learning/work-file.ts';
export {
  courseWaiting,
  markCourseWork,
  openCourseWork,
  openWorkOf,
  settleCoursePost,
} from './marking/course-marking.ts';
export { markWork } from './marking/mark-work.ts';
export { settlePostOf } from './marking/settle-post.ts';
export { waitingOf } from './marking/waiting.ts';
export { settleInput, markInput, type MarkInput, type SettleInput } from './schema-marking.ts';
export { postSchema, workSchema } from './http-marking-shapes.ts';
export { newLearnerKey } from './learning/learner.ts';
export type { Learner } from './learning/learner.ts';
export type { CourseHeadInput, LessonHeadInput, TaskInput } from './schema.ts';
