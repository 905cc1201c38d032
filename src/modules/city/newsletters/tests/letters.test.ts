import { beforeAll, expect, test } from 'vitest';
import { aSubscriber, aTopic } from '#modules/city/subscriptions/testing';
import { makeAccount } from '#modules/ground/identity/testing';
import { searchAudit } from '#modules/ground/audit';
import type { BlockPair } from '#modules/ground/content';
import { aLibrary } from '#modules/people/members/testing';
import type { Ctx } from '#platform/context';
import { settled } from '../../../../../tests/support/outcome.ts';
import { refusal } from '../../../../../tests/support/refusal.ts';
import { useTestDb } from '../../../../../tests/support/test-db.ts';
import {
  addLetterBlock,
  approveLetter,
  beginLetter,
  cancelLetter,
  checkLetter,
  countLetters,
  getLetter,
  lettersBetween,
  listLetters,
  previewLetter,
  reachOf,
  removeLetter,
  reopenLetter,
  saveHead,
  scheduleLetter,
  submitLetter,
} from '../index.ts';
