import { HEARD_FROM } from '#modules/ground/heard-from';
import type { HeardFrom } from '#modules/ground/heard-from/client';
import { choiceIn } from '#web/kit/form/read-fields.server.ts';

/** The answer in a form that asks from where somebody knows; nothing where it was left out. */
export const heardIn = (values: Record<string, string>): { heardFrom?: HeardFrom } =>
  values.heardFrom ? { heardFrom: choiceIn(values, 'heardFrom', HEARD_FROM) } : {};
