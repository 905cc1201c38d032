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
export {
  acceptLessonSuggestion,
  addLessonComment,
  answerLessonComment,
  listLessonComments,
  removeLessonComment,
  settleLessonComment,
} from './writing/comment-lesson.ts';
export { inviteAuthor, renewInvitation, revokeInvitation } from './authors/invite-author.ts';
export { acceptAsNew, acceptAsOwn, viewInvitation } from './authors/accept-invitation.ts';
export { listAuthors, removeAuthor } from './authors/edit-authors.ts';
export { listAuthoredCourses } from './reading/authored-courses.ts';
export { courseReview, reviewCourse } from './publishing/review-course.ts';
export { competenceUse, type CompetenceUse } from './reading/competence-use.ts';
export { checkCourse, type CourseCheck } from './publishing/check-course.ts';
export { publishCourse, submitCourse, withdrawCourse } from './publishing/publish-course.ts';
export { exportCourseFile } from './publishing/export-course.ts';
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
export { courseFaces, listedBookCards } from './learning/shown-things.ts';
export { countOpenCourses, listOpenCourses, listOwnCourses, viewCourse } from './learning/view-courses.ts';
export { openCoursesById, openCoursesByTitle } from './learning/open-courses.ts';
export { courseBooks, type CourseBook } from './learning/course-books.ts';
export { listChildCourses } from './learning/child-courses.ts';
export { finishedCourse, finishedCourses, type FinishedCourse } from './learning/finished-courses.ts';
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
  closeLearnersOf,
  forgetKeys,
  holdLearnerOfKey,
  progressOfKeys,
  renewKey,
  reopenLearnersOf,
  standingsOfKeys,
  type CourseProgress,
  type KeyProgress,
} from './learning/class-learners.ts';
export { takePractice } from './learning/take-practice.ts';
export { learnerMark, newLearnerKey, otherLearner, requireLearner } from './learning/learner.ts';
export { enterPaper, paperTasks, type PaperTaskLine } from './learning/enter-paper.ts';
export { standingOfKey } from './learning/key-standing.ts';
export { handInWork } from './learning/hand-in.ts';
export { removePost, reportPostOf } from './learning/discuss.ts';
export { openOwnWork } from './learning/work-file.ts';
export { ownLibrary } from './learning/own-library.ts';
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
export { countWaitingOf } from './data/works.queries.ts';
export { settleInput, markInput, type MarkInput, type SettleInput } from './schema-marking.ts';
export { postSchema, workSchema } from './http-marking-shapes.ts';
export type { Learner } from './learning/learner.ts';
export type { CourseHeadInput, LessonHeadInput, TaskInput } from './schema.ts';
export { courseLearner, holdCourseLearner, learnersOfKeys, type CourseLearner } from './learning/course-learner.ts';
export { competencesTaughtBy, lessonCompletion, lessonToGoOn, participation } from './reading/course-participation.ts';
export { groupParticipation, participantCells, tellableGroups } from './reading/group-participation.ts';
export { listReportedCourses, READS_RESULTS } from './reading/reported-courses.ts';
export { heldManagedCourse, managedCourse, reportedCourse } from './managed-course.ts';
export { answers as isAnswerTo, judgeAnswer } from './rules/judge.ts';
export { showTask, UNTOUCHED } from './rules/show-task.ts';
export { answerInput } from './schema-answer.ts';
export { questionInput } from './schema.ts';
