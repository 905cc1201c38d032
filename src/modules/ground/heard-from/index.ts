export { countHeard } from './count-heard.ts';
export { viewHeard, type Heard } from './view-heard.ts';
export { HEARD_FROM, type HeardFrom } from './rules/answers.ts';
