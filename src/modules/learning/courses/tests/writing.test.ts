import { expect, test } from 'vitest';
import { aLibrary } from '#modules/people/members/testing';
import { saveSettings } from '../../../../../tests/support/save-settings.ts';
import { code } from '../../../../../tests/support/collection-house.ts';
import { choice, courseHouse, twoBooks } from '../../../../../tests/support/course-house.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import { countShort } from '../data/stock.queries.ts';
import { lookAtStock } from '../look-at-stock.ts';
import {
  addLesson,
  addLessonBlocks,
  checkCourse,
  countAnswers,
  createCourse,
  exportCourse,
  getCourse,
  getLesson,
  importCourse,
  listCourses,
  moveLesson,
  publishCourse,
  putLessonBack,
  removeCourse,
  removeLesson,
  saveCourse,
  saveTask,
  submitCourse,
  viewCourse,
  withdrawCourse,
} from '../index.ts';

const t = useTestDb();
const { guest, writer, versionOf, publish, draft, open, book } = courseHouse(t);
const NOBODY = { key: null };
