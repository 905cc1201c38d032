export { ADMINISTRATOR } from './rules/builtin-roles.ts';
export { PASSWORD_MIN_LENGTH } from './rules/password-rules.ts';
