export { coverFile, coverSvg } from './cover/cover-svg.ts';
